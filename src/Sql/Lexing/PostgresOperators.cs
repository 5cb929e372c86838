namespace WireProxy.Sql.Lexing;

/// <summary>Finds the ends of operators by the rules of scan.l.</summary>
internal static class PostgresOperators
{
    public static int End(ReadOnlySpan<byte> text, int start)
    {
        ReadOnlySpan<byte> rest = text[start..];
        int run = rest.IndexOfAnyExcept(PostgresCharacters.Operators);
        ReadOnlySpan<byte> name = run < 0 ? rest : rest[..run];
        name = name[..CommentStart(name)];
        // SQL wants "2*-1" to be three tokens: a sign ends an operator only after a character that standard operators lack.
        while (name.Length > 1 && name[^1] is (byte)'+' or (byte)'-'
            && name[..^1].IndexOfAny(PostgresCharacters.KeepsTrailingSign) < 0)
            name = name[..^1];
        return start + name.Length;
    }

    private static int CommentStart(ReadOnlySpan<byte> name)
    {
        for (int at = 1; at + 1 < name.Length; at++)
        {
            if ((name[at] == '-' && name[at + 1] == '-') || (name[at] == '/' && name[at + 1] == '*'))
                return at;
        }
        return name.Length;
    }
}
