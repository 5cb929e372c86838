namespace WireProxy.Sql.Analysis;

/// <summary>Whether a summary names everything that its statement can do.</summary>
/// <param name="Gap">Null when complete; else what the analysis could not see, in words for the user.</param>
public readonly record struct Coverage(string? Gap)
{
    public static Coverage Complete => default;

    public static Coverage Partial(string gap) => new(gap);

    public bool IsComplete => Gap is null;
}
