using System.Text;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>Reads the value of a string literal, where it is short and in ASCII.</summary>
internal static class StringConstant
{
    /// <summary>Null for literals over several lines, with bytes beyond ASCII or a NUL, and for <c>U&amp;'..'</c>.</summary>
    public static string? Read(in TokenCursor cursor)
    {
        ReadOnlySpan<byte> literal = cursor.Text.Slice(cursor.Current.Start, cursor.Current.Length);
        if (cursor.Kind == TokenKind.DollarString)
        {
            int delimiter = literal[1..].IndexOf((byte)'$') + 2;
            return Plain(literal[delimiter..^delimiter]);
        }
        if (cursor.Kind is not (TokenKind.String or TokenKind.EscapeString))
            return null;
        bool escapes = cursor.Kind == TokenKind.EscapeString || cursor.Backslash == BackslashInLiteral.Escapes;
        return Unquote(literal[(literal.IndexOf((byte)'\'') + 1)..^1], escapes ? QuoteRule.DoubledOrBackslash : QuoteRule.Doubled);
    }

    private static string? Plain(ReadOnlySpan<byte> body) =>
        Ascii.IsValid(body) && !body.Contains((byte)0) ? Encoding.ASCII.GetString(body) : null;

    private static string? Unquote(ReadOnlySpan<byte> body, QuoteRule rule)
    {
        Span<byte> value = body.Length <= 256 ? stackalloc byte[body.Length] : new byte[body.Length];
        int written = 0;
        while (!body.IsEmpty)
        {
            int length = 1;
            byte next = body[0];
            if (next == '\'')
            {
                // A lone quote ends this piece of a literal that goes on in the next line.
                if (body.Length < 2 || body[1] != '\'')
                    return null;
                length = 2;
            }
            else if (next == '\\' && rule == QuoteRule.DoubledOrBackslash)
            {
                length = Escape(body, out next);
                if (length == 0)
                    return null;
            }
            value[written++] = next;
            body = body[length..];
        }
        return Plain(value[..written]);
    }

    /// <summary>The length of the escape that <paramref name="body"/> starts with; 0 if it is not read here.</summary>
    private static int Escape(ReadOnlySpan<byte> body, out byte value)
    {
        value = body.Length < 2 ? (byte)0 : body[1];
        switch (value)
        {
            case (byte)'b':
                value = (byte)'\b';
                return 2;
            case (byte)'f':
                value = (byte)'\f';
                return 2;
            case (byte)'n':
                value = (byte)'\n';
                return 2;
            case (byte)'r':
                value = (byte)'\r';
                return 2;
            case (byte)'t':
                value = (byte)'\t';
                return 2;
            case (byte)'x' when Digits(body[2..], 2, 16, out int code) is > 0 and var digits:
                value = (byte)code;
                return 2 + digits;
            case >= (byte)'0' and <= (byte)'7':
                int octal = Digits(body[1..], 3, 8, out int number);
                value = (byte)number;
                return 1 + octal;
            case (byte)'u' or (byte)'U' or 0:
                return 0;
            default:
                return 2;
        }
    }

    private static int Digits(ReadOnlySpan<byte> text, int most, int radix, out int value)
    {
        value = 0;
        int count = 0;
        while (count < most && count < text.Length && char.IsAsciiHexDigit((char)text[count]))
        {
            int digit = Convert.ToInt32(((char)text[count]).ToString(), 16);
            if (digit >= radix)
                break;
            value = (value * radix) + digit;
            count++;
        }
        return count;
    }
}
