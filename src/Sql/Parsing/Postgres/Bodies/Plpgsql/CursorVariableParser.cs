using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres.Bodies.Plpgsql;

/// <summary>OPEN, FETCH, MOVE and CLOSE of cursor variables.</summary>
internal static class CursorVariableParser
{
    public static void Cursor(ref TokenCursor cursor, SummaryBuilder summary, PlpgsqlKeyword word)
    {
        switch (word)
        {
            case PlpgsqlKeyword.Open:
                Open(ref cursor, summary);
                break;
            case PlpgsqlKeyword.Close:
                VariableName.Expect(ref cursor, summary);
                cursor.ExpectEnd(summary);
                break;
            default:
                Fetch(ref cursor, summary);
                break;
        }
    }

    /// <summary><c>variable [(arguments)] [[NO] SCROLL] [FOR {query | EXECUTE text}]</c></summary>
    private static void Open(ref TokenCursor cursor, SummaryBuilder summary)
    {
        VariableName.Expect(ref cursor, summary);
        if (cursor.Kind == TokenKind.OpenParen)
            ExpressionParser.Group(ref cursor, summary);
        cursor.Accept(PlpgsqlKeyword.No);
        cursor.Accept(PlpgsqlKeyword.Scroll);
        if (!cursor.Accept(PlpgsqlKeyword.For))
        {
            cursor.ExpectEnd(summary);
            return;
        }
        DynamicParser.QueryOrExecute(ref cursor, summary);
    }

    /// <summary>
    /// <c>[direction {FROM | IN}] variable [INTO variables]</c>. The variable can be set to the name of any cursor of the
    /// session, so what is fetched may come from an earlier text.
    /// </summary>
    private static void Fetch(ref TokenCursor cursor, SummaryBuilder summary)
    {
        summary.ReturnsEarlierText();
        if (!Piece.TryTake(ref cursor, PieceEnd.Into | PieceEnd.Semicolon, summary, out Range piece))
            return;
        TokenCursor inside = Piece.Inside(cursor, piece);
        if (IsDirection(inside.Word()) && inside.Next.Kind != TokenKind.End)
            inside.Advance();
        while (inside.Kind != TokenKind.End)
        {
            int before = inside.Current.Start;
            ExpressionParser.Run(ref inside, summary, ExpressionPlace.List);
            // FROM or IN, or what no FETCH holds
            if (inside.Current.Start != before || inside.Is(PostgresKeyword.From))
            {
                inside.Accept(PostgresKeyword.From);
                continue;
            }
            Unread.Rest(ref inside, summary);
        }
        if (cursor.Accept(PlpgsqlKeyword.Into))
            VariableName.ExpectList(ref cursor, summary);
        cursor.ExpectEnd(summary);
    }

    private static bool IsDirection(PlpgsqlKeyword word) => word is PlpgsqlKeyword.Next or PlpgsqlKeyword.Prior
        or PlpgsqlKeyword.First or PlpgsqlKeyword.Last or PlpgsqlKeyword.Absolute or PlpgsqlKeyword.Relative
        or PlpgsqlKeyword.Forward or PlpgsqlKeyword.Backward or PlpgsqlKeyword.All;
}
