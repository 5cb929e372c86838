namespace WireProxy.Sql.Lexing;

/// <summary>
/// Tells numbers from names that begin with digits: <c>1a</c> and <c>0X41</c> are names, <c>1e5</c> and <c>0x41</c> are
/// numbers.
/// </summary>
internal static class MySqlNumbers
{
    /// <summary>Reads what begins with a digit, or with a dot before a digit. An end of -1 is a malformed number.</summary>
    public static MySqlTokenKind Read(ReadOnlySpan<byte> text, int start, out int end)
    {
        if (text[start] == '.')
        {
            end = Fraction(text, start + 1);
            return MySqlTokenKind.Number;
        }
        if (Radix(text, start) is > 0 and var radix)
        {
            end = radix;
            return IsPart(text, end) ? Name(text, start, out end) : MySqlTokenKind.BitString;
        }
        int at = DigitsEnd(text, start);
        if (!IsPart(text, at))
        {
            // 1..10 is a range of MariaDB's FOR loop.
            bool isDecimal = at < text.Length && text[at] == '.' && !(at + 1 < text.Length && text[at + 1] == '.');
            end = isDecimal ? Fraction(text, at + 1) : at;
            return MySqlTokenKind.Number;
        }
        end = (text[at] | 0x20) == 'e' ? Exponent(text, at) : -1;
        return end > 0 ? MySqlTokenKind.Number : Name(text, start, out end);
    }

    private static MySqlTokenKind Name(ReadOnlySpan<byte> text, int start, out int end)
    {
        end = start;
        while (IsPart(text, end))
            end++;
        return MySqlTokenKind.Word;
    }

    /// <summary>Digits behind the dot and an exponent; an exponent without digits is an error.</summary>
    private static int Fraction(ReadOnlySpan<byte> text, int start)
    {
        int at = DigitsEnd(text, start);
        return at < text.Length && (text[at] | 0x20) == 'e' ? Exponent(text, at) : at;
    }

    private static int Exponent(ReadOnlySpan<byte> text, int start)
    {
        int at = start + 1;
        if (at < text.Length && text[at] is (byte)'+' or (byte)'-')
            at++;
        return at < text.Length && MySqlCharacters.IsDigit(text[at]) ? DigitsEnd(text, at) : -1;
    }

    /// <summary>The end of 0x1F or 0b11, with a small letter only; 0 where this is neither.</summary>
    private static int Radix(ReadOnlySpan<byte> text, int start)
    {
        if (text[start] != '0' || start + 1 >= text.Length || text[start + 1] is not ((byte)'x' or (byte)'b'))
            return 0;
        int at = start + 2;
        bool isHex = text[start + 1] == 'x';
        while (at < text.Length && (isHex ? char.IsAsciiHexDigit((char)text[at]) : text[at] is (byte)'0' or (byte)'1'))
            at++;
        return at > start + 2 ? at : 0;
    }

    private static int DigitsEnd(ReadOnlySpan<byte> text, int start)
    {
        int at = start;
        while (at < text.Length && MySqlCharacters.IsDigit(text[at]))
            at++;
        return at;
    }

    private static bool IsPart(ReadOnlySpan<byte> text, int at) =>
        at < text.Length && MySqlCharacters.IsIdentifierPart(text[at]);
}
