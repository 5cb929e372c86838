namespace WireProxy.Sql.Lexing;

/// <summary>White space and comments between PostgreSQL tokens.</summary>
internal static class PostgresTrivia
{
    /// <summary>The first byte at or after <paramref name="start"/> that belongs to a token, or -1 in an unterminated comment.</summary>
    public static int Skip(ReadOnlySpan<byte> text, int start)
    {
        int at = start;
        while (at < text.Length)
        {
            if (PostgresCharacters.IsSpace(text[at]))
                at++;
            else if (StartsLineComment(text, at))
                at = LineCommentEnd(text, at);
            else if (StartsBlockComment(text, at))
            {
                at = BlockCommentEnd(text, at);
                if (at < 0)
                    return -1;
            }
            else
                break;
        }
        return at;
    }

    /// <summary>
    /// Adjacent literals are one if only white space with a line end and line comments stand between them
    /// (scan.l: quotecontinue). Returns the place after the reopening quote, or -1 where there is none.
    /// </summary>
    public static int ReopenedQuote(ReadOnlySpan<byte> text, int start)
    {
        bool sawLineEnd = false;
        int at = start;
        while (at < text.Length)
        {
            if (PostgresCharacters.IsSpace(text[at]))
                sawLineEnd |= PostgresCharacters.IsLineEnd(text[at++]);
            else if (StartsLineComment(text, at))
                at = LineCommentEnd(text, at);
            else
                return sawLineEnd && text[at] == '\'' ? at + 1 : -1;
        }
        return -1;
    }

    private static bool StartsLineComment(ReadOnlySpan<byte> text, int at) => text[at..].StartsWith("--"u8);

    private static bool StartsBlockComment(ReadOnlySpan<byte> text, int at) => text[at..].StartsWith("/*"u8);

    private static int LineCommentEnd(ReadOnlySpan<byte> text, int at)
    {
        int length = text[at..].IndexOfAny(PostgresCharacters.LineEnds);
        return length < 0 ? text.Length : at + length;
    }

    private static int BlockCommentEnd(ReadOnlySpan<byte> text, int start)
    {
        int depth = 0;
        int at = start;
        while (true)
        {
            int step = text[at..].IndexOfAny((byte)'/', (byte)'*');
            if (step < 0 || at + step + 1 >= text.Length)
                return -1;
            at += step;
            if (text[at] == '/' && text[at + 1] == '*')
            {
                depth++;
                at += 2;
            }
            else if (text[at] == '*' && text[at + 1] == '/')
            {
                at += 2;
                if (--depth == 0)
                    return at;
            }
            else
                at++;
        }
    }
}
