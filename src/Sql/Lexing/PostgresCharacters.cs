using System.Buffers;

namespace WireProxy.Sql.Lexing;

/// <summary>The character classes of PostgreSQL's scan.l, over bytes: everything from 0x80 up belongs to identifiers.</summary>
internal static class PostgresCharacters
{
    public static readonly SearchValues<byte> Operators = SearchValues.Create("~!@#^&|`?+-*/%<>="u8);

    /// <summary>Operator characters that let an operator end in <c>+</c> or <c>-</c>.</summary>
    public static readonly SearchValues<byte> KeepsTrailingSign = SearchValues.Create("~!@#^&|`?%"u8);

    public static readonly SearchValues<byte> LineEnds = SearchValues.Create("\n\r"u8);

    /// <summary>Vertical tab is white space from version 16 on and a syntax error before.</summary>
    public static bool IsSpace(byte b) => b is (byte)' ' or (>= (byte)'\t' and <= (byte)'\r');

    public static bool IsLineEnd(byte b) => b is (byte)'\n' or (byte)'\r';

    public static bool IsDigit(byte b) => b is >= (byte)'0' and <= (byte)'9';

    public static bool IsHexDigit(byte b) => IsDigit(b) || (b | 0x20) is >= 'a' and <= 'f';

    public static bool IsIdentifierStart(byte b) => (b | 0x20) is >= 'a' and <= 'z' || b >= 0x80 || b == '_';

    public static bool IsIdentifierPart(byte b) => IsIdentifierStart(b) || IsDigit(b) || b == '$';
}
