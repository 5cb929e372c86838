namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>Where an expression stands: this decides what ends it.</summary>
internal enum ExpressionPlace : byte
{
    /// <summary>Commas separate expressions of the same list.</summary>
    List,

    /// <summary>A comma ends the expression.</summary>
    Element,

    /// <summary>A comma, the next JOIN, or the WHEN of a MERGE ends the expression.</summary>
    JoinCondition,

    /// <summary>A comma, or a WHEN or THEN that belongs to no CASE, ends the expression.</summary>
    MergeBranch,

    /// <summary>A list in which ROLLUP and CUBE are no functions.</summary>
    Grouping,
}

/// <summary>How the inside of parentheses is written.</summary>
internal enum GroupSyntax : byte
{
    Plain,

    /// <summary>EXTRACT, SUBSTRING, OVERLAY and TRIM separate their arguments by FROM.</summary>
    FromBetweenArguments,
}
