namespace WireProxy.Sql.Lexing;

/// <summary>
/// What a server's session settings decide about reading its SQL text: the same bytes are two different statements
/// under two contexts, so every analysis names the one it used.
/// </summary>
/// <param name="Dialect">Whose SQL this is.</param>
/// <param name="Backslash">How a backslash inside a plain <c>'...'</c> literal is read.</param>
/// <param name="Encoding">How the client's encoding uses its bytes.</param>
public readonly record struct LexicalContext(SqlDialect Dialect, BackslashInLiteral Backslash, EncodingSafety Encoding)
{
    /// <summary>PostgreSQL with its defaults: <c>standard_conforming_strings = on</c>, an ASCII-safe encoding.</summary>
    public static LexicalContext PostgresDefault { get; } =
        new(SqlDialect.Postgres, BackslashInLiteral.Ordinary, EncodingSafety.AsciiSafe);

    /// <summary>
    /// MySQL and MariaDB with their default <c>sql_mode</c> and UTF-8. The server is not known, so executable comments
    /// are read in every way in which any server reads them.
    /// </summary>
    public static LexicalContext MySqlDefault { get; } =
        new(SqlDialect.MySql, BackslashInLiteral.Escapes, EncodingSafety.AsciiSafe);

    /// <summary>MySQL: what <c>"..."</c> is (<c>ANSI_QUOTES</c>). PostgreSQL has no choice.</summary>
    public DoubleQuotes DoubleQuotes { get; init; }

    /// <summary>MySQL: what a space between a function's name and its arguments means (<c>IGNORE_SPACE</c>).</summary>
    public SpaceBeforeArguments SpaceBeforeArguments { get; init; }

    /// <summary>MySQL: whether the session's <c>sql_mode</c> is one whose grammar is read here.</summary>
    public SqlModeSupport Mode { get; init; }

    /// <summary>MySQL: the server that will read the text; decides which executable comments are code.</summary>
    public ServerVersion Server { get; init; }
}

/// <summary>The SQL dialects that the proxy reads.</summary>
public enum SqlDialect : byte
{
    Postgres,
    MySql,
}

/// <summary>The reading of a backslash in a plain literal (PostgreSQL: <c>standard_conforming_strings</c>; MySQL: <c>NO_BACKSLASH_ESCAPES</c>).</summary>
public enum BackslashInLiteral : byte
{
    Ordinary,
    Escapes,
}

/// <summary>Encodings such as SJIS or GBK use ASCII bytes as trail bytes; text in them can not be lexed byte by byte.</summary>
public enum EncodingSafety : byte
{
    /// <summary>Every byte below 0x80 is an ASCII character; names beyond ASCII are UTF-8.</summary>
    AsciiSafe,
    AsciiBytesInsideCharacters,

    /// <summary>
    /// MySQL's latin1, binary and the like: every byte is a character, and some from 0x80 up are white space. Such
    /// bytes are read inside literals and comments only.
    /// </summary>
    SingleByte,
}

/// <summary>The reading of <c>"..."</c> in MySQL.</summary>
public enum DoubleQuotes : byte
{
    Literal,
    Identifier,
}

/// <summary>Whether <c>count (x)</c> is the built-in function or a stored one of that name.</summary>
public enum SpaceBeforeArguments : byte
{
    MakesStoredCall,
    Ignored,
}

/// <summary>The modes MSSQL (<c>[name]</c> quotes) and ORACLE (another grammar) of MariaDB are not read.</summary>
public enum SqlModeSupport : byte
{
    Supported,

    /// <summary>Every statement is partial.</summary>
    NotSupported,
}
