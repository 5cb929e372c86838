namespace WireProxy.Sql.Lexing;

/// <summary>
/// What a server's session settings decide about reading its SQL text: the same bytes are two different statements
/// under two contexts, so every analysis names the one it used.
/// </summary>
/// <param name="Dialect">Whose SQL this is.</param>
/// <param name="Backslash">How a backslash inside a plain <c>'...'</c> literal is read.</param>
/// <param name="Encoding">Whether every byte below 0x80 is an ASCII character in the client's encoding.</param>
public readonly record struct LexicalContext(SqlDialect Dialect, BackslashInLiteral Backslash, EncodingSafety Encoding)
{
    /// <summary>PostgreSQL with its defaults: <c>standard_conforming_strings = on</c>, an ASCII-safe encoding.</summary>
    public static LexicalContext PostgresDefault { get; } =
        new(SqlDialect.Postgres, BackslashInLiteral.Ordinary, EncodingSafety.AsciiSafe);
}

/// <summary>The SQL dialects that the proxy reads.</summary>
public enum SqlDialect : byte
{
    Postgres,
    MySql,
}

/// <summary>The reading of a backslash in a plain literal (PostgreSQL: <c>standard_conforming_strings</c>).</summary>
public enum BackslashInLiteral : byte
{
    Ordinary,
    Escapes,
}

/// <summary>Encodings such as SJIS or GBK use ASCII bytes as trail bytes; text in them can not be lexed byte by byte.</summary>
public enum EncodingSafety : byte
{
    AsciiSafe,
    AsciiBytesInsideCharacters,
}
