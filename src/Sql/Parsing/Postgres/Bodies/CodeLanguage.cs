namespace WireProxy.Sql.Parsing.Postgres.Bodies;

/// <summary>The language that code in a literal is written in.</summary>
internal enum CodeLanguage : byte
{
    /// <summary>One that is not read here, or none.</summary>
    Unknown,
    Sql,
    Plpgsql,

    /// <summary>C: the literals name a library and a symbol in it.</summary>
    C,

    /// <summary>The literal names a function that is compiled into the server.</summary>
    Internal,
}
