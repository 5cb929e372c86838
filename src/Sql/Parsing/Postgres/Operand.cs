namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>What stands before a token of an expression: after a complete operand no function name can follow.</summary>
internal enum Operand : byte
{
    /// <summary>An operator, a comma, a keyword, or the start.</summary>
    None,

    /// <summary>A name that is probably a column, or a keyword that is not known here.</summary>
    Name,

    /// <summary>Certainly an operand: a literal, a parameter, a closing parenthesis or bracket.</summary>
    Value,
}
