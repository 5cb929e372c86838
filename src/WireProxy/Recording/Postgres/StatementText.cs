namespace WireProxy.Recording.Postgres;

/// <summary>The text of a Query or Parse, as it is known until something runs it.</summary>
/// <param name="Sql">Cut at the indexer's limit.</param>
/// <param name="Kind">What it is, in the policy's words; null when it is empty.</param>
/// <param name="Offset">Where its message stands in the client's bytes: policy judged it there.</param>
internal sealed record StatementText(string Sql, string? Kind, long Offset)
{
    /// <summary>Of a portal or statement that the session never made by Bind or Parse.</summary>
    public static StatementText Unknown { get; } = new("(text not known)", null, -1);
}
