namespace WireProxy.Sql.Literals;

/// <summary>A literal or parameter of a statement, and what it may be a value of.</summary>
/// <param name="Content">Where a literal's content stands in the text, without its quotes; empty for a parameter.</param>
/// <param name="Parameter">The parameter's number, from 1; 0 for a literal.</param>
/// <param name="Column">The column that it is stored in, in lower case; <see cref="AnyColumn"/> where it may be any, null where it is stored in none.</param>
/// <param name="Role">What else it may be.</param>
public readonly record struct LiteralUse(Range Content, int Parameter, string? Column, LiteralRole Role)
{
    /// <summary>In place of a column that is not known.</summary>
    public const string AnyColumn = "*";
}

/// <summary>What a literal does in its statement.</summary>
public enum LiteralRole : byte
{
    /// <summary>It is stored as it is, and nothing else.</summary>
    Stored,

    /// <summary>It may be compared, too, or be a part of what is stored.</summary>
    Computed,
}
