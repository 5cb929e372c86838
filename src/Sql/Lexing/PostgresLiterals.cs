namespace WireProxy.Sql.Lexing;

/// <summary>How a quoted literal continues past a quote or a backslash.</summary>
internal enum QuoteRule : byte
{
    /// <summary><c>''</c> is a quote.</summary>
    Doubled,

    /// <summary><c>''</c> is a quote, and a backslash takes the next byte with it.</summary>
    DoubledOrBackslash,

    /// <summary>Bit strings end at the first quote.</summary>
    Single,
}

/// <summary>Finds the ends of PostgreSQL literals and quoted identifiers. Every method returns -1 for an unterminated one.</summary>
internal static class PostgresLiterals
{
    /// <summary>The end of a literal and its continuations on later lines; <paramref name="start"/> is after the opening quote.</summary>
    public static int QuotedEnd(ReadOnlySpan<byte> text, int start, QuoteRule rule)
    {
        int at = start;
        while (at < text.Length)
        {
            int step = rule == QuoteRule.DoubledOrBackslash
                ? text[at..].IndexOfAny((byte)'\'', (byte)'\\')
                : text[at..].IndexOf((byte)'\'');
            if (step < 0)
                return -1;
            at += step;
            if (text[at] == '\\' || (rule != QuoteRule.Single && at + 1 < text.Length && text[at + 1] == '\''))
            {
                at += 2;
                continue;
            }
            int reopened = PostgresTrivia.ReopenedQuote(text, at + 1);
            if (reopened < 0)
                return at + 1;
            at = reopened;
        }
        return -1;
    }

    /// <summary>The end of a <c>"..."</c> identifier; <paramref name="start"/> is after the opening quote.</summary>
    public static int IdentifierEnd(ReadOnlySpan<byte> text, int start)
    {
        int at = start;
        while (at < text.Length)
        {
            int step = text[at..].IndexOf((byte)'"');
            if (step < 0)
                return -1;
            at += step + 1;
            if (at >= text.Length || text[at] != '"')
                return at;
            at++;
        }
        return -1;
    }

    /// <summary>The length of the delimiter <c>$tag$</c> or <c>$$</c> at <paramref name="start"/>, or 0 where there is none.</summary>
    public static int DollarDelimiter(ReadOnlySpan<byte> text, int start)
    {
        int at = start + 1;
        if (at < text.Length && PostgresCharacters.IsIdentifierStart(text[at]))
        {
            while (at < text.Length && text[at] != '$' && PostgresCharacters.IsIdentifierPart(text[at]))
                at++;
        }
        return at < text.Length && text[at] == '$' ? at + 1 - start : 0;
    }
}
