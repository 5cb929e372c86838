using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres.Bodies.Plpgsql;

/// <summary>Finds the words of PL/pgSQL at the cursor. Between quotes there are none.</summary>
internal static class PlpgsqlWords
{
    private static readonly KeywordTable<PlpgsqlKeyword> Table = new();

    public static PlpgsqlKeyword Word(this in TokenCursor cursor) => Of(cursor, cursor.Current);

    public static PlpgsqlKeyword Of(in TokenCursor cursor, Token token) =>
        token.Kind == TokenKind.Word ? Table.Find(cursor.Text.Slice(token.Start, token.Length)) : PlpgsqlKeyword.None;

    public static bool IsReserved(PlpgsqlKeyword keyword) => keyword is > PlpgsqlKeyword.None and <= PlpgsqlKeyword.While;

    public static bool At(this in TokenCursor cursor, PlpgsqlKeyword keyword) => cursor.Word() == keyword;

    public static bool Accept(this ref TokenCursor cursor, PlpgsqlKeyword keyword)
    {
        if (cursor.Word() != keyword)
            return false;
        cursor.Advance();
        return true;
    }

    /// <summary>Goes past a word that has to stand here, or gives up the rest of the code.</summary>
    public static bool Expect(this ref TokenCursor cursor, PlpgsqlKeyword keyword, SummaryBuilder summary)
    {
        if (cursor.Accept(keyword))
            return true;
        Unread.Rest(ref cursor, summary);
        return false;
    }

    /// <summary>Goes past the semicolon that ends a statement, or gives up the rest of the code.</summary>
    public static void ExpectEnd(this ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (!cursor.Accept(TokenKind.Semicolon))
            Unread.Rest(ref cursor, summary);
    }
}
