using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres.Bodies.Plpgsql;

/// <summary>Names of variables: <c>name</c>, <c>block.name</c>, <c>record.field</c>, <c>$1</c>.</summary>
internal static class VariableName
{
    private const int MostParts = 3;

    public static bool TryPass(ref TokenCursor cursor)
    {
        if (!cursor.Current.IsWord && cursor.Kind != TokenKind.Parameter)
            return false;
        cursor.Advance();
        for (int parts = 1; parts < MostParts && cursor.Kind == TokenKind.Dot && cursor.Next.IsWord; parts++)
            cursor.Advance(2);
        return true;
    }

    /// <summary><c>[STRICT] name, name</c>, behind INTO and FOR.</summary>
    public static bool TryPassList(ref TokenCursor cursor)
    {
        cursor.Accept(PlpgsqlKeyword.Strict);
        do
        {
            if (!TryPass(ref cursor))
                return false;
        }
        while (cursor.Accept(TokenKind.Comma));
        return true;
    }

    public static void Expect(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (!TryPass(ref cursor))
            Unread.Rest(ref cursor, summary);
    }

    public static void ExpectList(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (!TryPassList(ref cursor))
            Unread.Rest(ref cursor, summary);
    }
}
