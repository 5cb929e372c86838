namespace WireProxy.Sql.Lexing;

/// <summary>Line and block comments of MySQL.</summary>
internal static class MySqlTrivia
{
    /// <summary><c>--</c> counts only before white space, a control character or the end.</summary>
    public static bool StartsLineComment(ReadOnlySpan<byte> text, int at)
    {
        if (text[at] == '#')
            return true;
        if (text[at] != '-' || at + 1 >= text.Length || text[at + 1] != '-')
            return false;
        return at + 2 >= text.Length || MySqlCharacters.IsSpace(text[at + 2]) || MySqlCharacters.IsControl(text[at + 2]);
    }

    /// <summary>A carriage return does not end it; a NUL does, and is itself refused by the server.</summary>
    public static int LineCommentEnd(ReadOnlySpan<byte> text, int at)
    {
        int length = text[at..].IndexOfAny((byte)'\n', (byte)0);
        return length < 0 ? text.Length : at + length;
    }

    /// <summary>The end of a comment that does not nest, or -1; <paramref name="start"/> is at its first slash.</summary>
    public static int BlockCommentEnd(ReadOnlySpan<byte> text, int start)
    {
        int length = text[(start + 2)..].IndexOf("*/"u8);
        return length < 0 ? -1 : start + 2 + length + 2;
    }

    /// <summary>The end of a skipped executable comment: one level of comments may stand in it.</summary>
    public static int SkippedCommentEnd(ReadOnlySpan<byte> text, int start)
    {
        int at = start;
        while (true)
        {
            int step = text[at..].IndexOfAny((byte)'/', (byte)'*');
            if (step < 0 || at + step + 1 >= text.Length)
                return -1;
            at += step;
            if (text[at] == '*' && text[at + 1] == '/')
                return at + 2;
            if (text[at] != '/' || text[at + 1] != '*')
            {
                at++;
                continue;
            }
            at = BlockCommentEnd(text, at);
            if (at < 0)
                return -1;
        }
    }

    /// <summary>
    /// Whether an optimizer hint surely ends where a comment would: its own scanner looks for the end outside of quotes.
    /// </summary>
    public static bool HasPlainHintEnd(ReadOnlySpan<byte> hint)
    {
        byte open = 0;
        foreach (byte b in hint)
        {
            if (b == open)
                open = 0;
            else if (open == 0 && b is (byte)'\'' or (byte)'"' or (byte)'`')
                open = b;
        }
        return open == 0;
    }
}
