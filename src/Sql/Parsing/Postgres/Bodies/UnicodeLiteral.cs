using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres.Bodies;

/// <summary>Reads the value of <c>U&amp;'d\0061t\+000061'</c>, with <c>UESCAPE 'c'</c> part of the literal.</summary>
internal static class UnicodeLiteral
{
    /// <summary>Null where the server refuses it, and for a literal that goes on in a later line.</summary>
    public static byte[]? Read(ReadOnlySpan<byte> literal)
    {
        ReadOnlySpan<byte> rest = literal[3..];
        int end = PostgresLiterals.QuotedEnd(literal, 3, QuoteRule.Doubled);
        // The lexer takes UESCAPE into the token only with one plain character behind it.
        byte escape = end == literal.Length ? (byte)'\\' : literal[^2];
        ReadOnlySpan<byte> body = rest[..(end - 4)];
        var value = new byte[body.Length];
        int written = 0;
        for (int at = 0; at < body.Length;)
        {
            byte next = body[at];
            if (next == '\'')
            {
                if (at + 1 >= body.Length || body[at + 1] != '\'')
                    return null;
                value[written++] = next;
                at += 2;
            }
            else if (next != escape)
            {
                value[written++] = next;
                at++;
            }
            else if (!TryEscape(body, escape, ref at, value, ref written))
                return null;
        }
        return value[..written];
    }

    private static bool TryEscape(ReadOnlySpan<byte> body, byte escape, ref int at, Span<byte> value, ref int written)
    {
        if (body.Length - at >= 2 && body[at + 1] == escape)
        {
            value[written++] = escape;
            at += 2;
            return true;
        }
        if (!TryCode(body, escape, ref at, out int code))
            return false;
        return code is >= 0xD800 and < 0xDC00
            ? TryCode(body, escape, ref at, out int low) && LiteralEscape.TryWritePair(code, low, value, ref written)
            : LiteralEscape.TryWrite(code, value, ref written);
    }

    private static bool TryCode(ReadOnlySpan<byte> body, byte escape, ref int at, out int code)
    {
        code = 0;
        if (at >= body.Length || body[at] != escape)
            return false;
        bool isLong = at + 1 < body.Length && body[at + 1] == '+';
        int start = at + (isLong ? 2 : 1);
        int digits = isLong ? 6 : 4;
        if (LiteralEscape.Digits(body[start..], digits, 16, out code) != digits)
            return false;
        at = start + digits;
        return true;
    }
}
