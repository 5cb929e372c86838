namespace WireProxy.Sql.Parsing.MySql;

/// <summary>Where an expression stands, as far as it decides where it ends.</summary>
internal enum ExpressionPlace : byte
{
    Anywhere,

    /// <summary>IN begins something else: <c>AGAINST ('x' IN BOOLEAN MODE)</c>.</summary>
    BeforeIn,

    /// <summary>AND begins the other end of a range: <c>FOR SYSTEM_TIME BETWEEN a AND TIMESTAMP b</c>.</summary>
    BeforeAnd,
}
