namespace WireProxy.Recording.Reading;

/// <summary>A statement's text, as it is known until something runs it.</summary>
/// <param name="Sql">Cut at the reader's limit.</param>
/// <param name="Kind">What it is, in the policy's words; null when it is empty.</param>
/// <param name="Offset">Where its message stands in the client's bytes: policy judged it there.</param>
internal sealed record StatementText(string Sql, string? Kind, long Offset)
{
    public TextForm Form { get; init; }

    /// <summary>Of something that the session never prepared by its protocol's own messages.</summary>
    public static StatementText Unknown { get; } = new("(text not known)", null, -1) { Form = TextForm.Words };
}

/// <summary>What a statement's text is.</summary>
internal enum TextForm : byte
{
    /// <summary>As the client sent it.</summary>
    Sql,

    /// <summary>Words for something that was not said in SQL.</summary>
    Words,
}
