namespace WireProxy.Sql.Lexing;

/// <summary>Finds the ends of quoted things; -1 where they have none.</summary>
internal static class MySqlLiterals
{
    /// <summary>The end of a literal; <paramref name="start"/> is after the opening quote. Doubled quotes go on.</summary>
    public static int QuotedEnd(ReadOnlySpan<byte> text, int start, byte quote, BackslashInLiteral backslash)
    {
        int at = start;
        while (at < text.Length)
        {
            int step = backslash == BackslashInLiteral.Escapes
                ? text[at..].IndexOfAny(quote, (byte)'\\')
                : text[at..].IndexOf(quote);
            if (step < 0)
                return -1;
            at += step;
            if (text[at] == '\\' || (at + 1 < text.Length && text[at + 1] == quote))
                at += 2;
            else
                return at + 1;
        }
        return -1;
    }

    /// <summary>The end of a quoted name; a NUL in it is refused by the server.</summary>
    public static int IdentifierEnd(ReadOnlySpan<byte> text, int start, byte quote)
    {
        int end = QuotedEnd(text, start, quote, BackslashInLiteral.Ordinary);
        return end < 0 || text[start..end].Contains((byte)0) ? -1 : end;
    }

    /// <summary><c>x'1F'</c>: an even number of digits; <paramref name="start"/> is after the quote.</summary>
    public static int HexEnd(ReadOnlySpan<byte> text, int start)
    {
        int at = start;
        while (at < text.Length && char.IsAsciiHexDigit((char)text[at]))
            at++;
        return at < text.Length && text[at] == '\'' && (at - start) % 2 == 0 ? at + 1 : -1;
    }

    public static int BitsEnd(ReadOnlySpan<byte> text, int start)
    {
        int at = start;
        while (at < text.Length && text[at] is (byte)'0' or (byte)'1')
            at++;
        return at < text.Length && text[at] == '\'' ? at + 1 : -1;
    }

    /// <summary>The length of the delimiter <c>$tag$</c> or <c>$$</c> at <paramref name="start"/>, or 0 where there is none.</summary>
    public static int DollarDelimiter(ReadOnlySpan<byte> text, int start)
    {
        int at = start + 1;
        while (at < text.Length && text[at] != '$' && MySqlCharacters.IsIdentifierPart(text[at]))
            at++;
        return at < text.Length && text[at] == '$' ? at + 1 - start : 0;
    }
}
