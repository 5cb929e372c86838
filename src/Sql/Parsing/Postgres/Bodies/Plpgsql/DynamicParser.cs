using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres.Bodies.Plpgsql;

/// <summary>
/// EXECUTE, also behind FOR, OPEN and RETURN QUERY. A text that is one literal is read; one that is put together is not known
/// before it runs.
/// </summary>
internal static class DynamicParser
{
    /// <summary><c>text [INTO [STRICT] variables] [USING expressions]</c>, the last two in any order.</summary>
    public static void Execute(ref TokenCursor cursor, SummaryBuilder summary, PieceEnd end)
    {
        if (!Piece.TryTake(ref cursor, end | PieceEnd.Into | PieceEnd.Using, summary, out Range piece))
            return;
        Text(cursor, piece, summary);
        while (true)
        {
            if (cursor.Accept(PlpgsqlKeyword.Into))
                VariableName.ExpectList(ref cursor, summary);
            else if (!cursor.Accept(PlpgsqlKeyword.Using) || !Arguments(ref cursor, summary, end))
                return;
        }
    }

    /// <summary>A query as it is written, or EXECUTE, up to the end of the statement.</summary>
    public static void QueryOrExecute(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (!cursor.Accept(PlpgsqlKeyword.Execute))
        {
            Piece.Statement(ref cursor, summary);
            return;
        }
        DynamicParser.Execute(ref cursor, summary, PieceEnd.Semicolon);
        cursor.ExpectEnd(summary);
    }

    private static bool Arguments(ref TokenCursor cursor, SummaryBuilder summary, PieceEnd end)
    {
        do
        {
            if (!Piece.Expression(ref cursor, end | PieceEnd.Comma | PieceEnd.Into, summary))
                return false;
        }
        while (cursor.Accept(TokenKind.Comma));
        return true;
    }

    private static void Text(in TokenCursor cursor, Range piece, SummaryBuilder summary)
    {
        TokenCursor inside = Piece.Inside(cursor, piece);
        if (inside.Current.IsString && inside.Next.Kind == TokenKind.End)
        {
            CodeText.Read(inside, inside.Current, CodeLanguage.Sql, summary);
            return;
        }
        summary.Partial("its code runs SQL that it puts together");
        Piece.Expression(cursor, piece, summary);
    }
}
