using System.Buffers;

namespace WireProxy.Sql.Lexing;

/// <summary>The character classes of MySQL's lexer over the bytes of an ASCII-safe encoding.</summary>
internal static class MySqlCharacters
{
    public static readonly SearchValues<byte> IdentifierParts =
        SearchValues.Create([.. "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz$"u8, .. HighBytes()]);

    public static bool IsSpace(byte b) => b is (byte)' ' or (>= (byte)'\t' and <= (byte)'\r');

    public static bool IsControl(byte b) => b is < 0x20 or 0x7F;

    public static bool IsDigit(byte b) => b is >= (byte)'0' and <= (byte)'9';

    public static bool IsIdentifierPart(byte b) => IdentifierParts.Contains(b);

    /// <summary>What may stand in an unquoted <c>@name</c> or host.</summary>
    public static bool IsVariablePart(byte b) => b == '.' || IdentifierParts.Contains(b);

    private static byte[] HighBytes()
    {
        var bytes = new byte[128];
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)(0x80 + i);
        return bytes;
    }
}
