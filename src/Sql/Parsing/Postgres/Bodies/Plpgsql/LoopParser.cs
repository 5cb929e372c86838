using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres.Bodies.Plpgsql;

/// <summary>LOOP, WHILE, FOR, FOREACH, and EXIT and CONTINUE.</summary>
internal static class LoopParser
{
    public static void Loop(ref TokenCursor cursor, SummaryBuilder summary, PlpgsqlKeyword word)
    {
        switch (word)
        {
            case PlpgsqlKeyword.Exit or PlpgsqlKeyword.Continue:
                Exit(ref cursor, summary);
                return;
            case PlpgsqlKeyword.While:
                Piece.Expression(ref cursor, PieceEnd.Loop, summary);
                break;
            case PlpgsqlKeyword.For:
                VariableName.ExpectList(ref cursor, summary);
                if (cursor.Expect(PlpgsqlKeyword.In, summary))
                    ForSource(ref cursor, summary);
                break;
            case PlpgsqlKeyword.Foreach:
                Foreach(ref cursor, summary);
                break;
        }
        if (word != PlpgsqlKeyword.Loop && !cursor.Expect(PlpgsqlKeyword.Loop, summary))
            return;
        CodeStatementParser.List(ref cursor, summary);
        if (!cursor.Expect(PlpgsqlKeyword.End, summary) || !cursor.Expect(PlpgsqlKeyword.Loop, summary))
            return;
        if (cursor.Current.IsWord)
            cursor.Advance();
        cursor.ExpectEnd(summary);
    }

    /// <summary><c>EXECUTE text</c>, <c>[REVERSE] from .. to [BY step]</c>, a query, or a cursor with arguments</summary>
    private static void ForSource(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (cursor.Accept(PlpgsqlKeyword.Execute))
        {
            DynamicParser.Execute(ref cursor, summary, PieceEnd.Loop);
            return;
        }
        if (PlpgsqlWords.Of(cursor, cursor.Next) != PlpgsqlKeyword.Loop)
            cursor.Accept(PlpgsqlKeyword.Reverse);
        if (!Piece.TryTake(ref cursor, PieceEnd.DotDot | PieceEnd.Loop, summary, out Range piece))
            return;
        if (!cursor.Accept(TokenKind.DotDot))
        {
            Rows(cursor, piece, summary);
            return;
        }
        Piece.Expression(cursor, piece, summary);
        if (Piece.Expression(ref cursor, PieceEnd.Loop | PieceEnd.By, summary) && cursor.Accept(PlpgsqlKeyword.By))
            Piece.Expression(ref cursor, PieceEnd.Loop, summary);
    }

    private static void Rows(in TokenCursor cursor, Range piece, SummaryBuilder summary)
    {
        TokenCursor inside = Piece.Inside(cursor, piece);
        TokenCursor variable = inside;
        bool isVariable = !QueryParser.StartsHere(inside) && !inside.Is(PostgresKeyword.Explain) && VariableName.TryPass(ref variable)
            && variable.Kind is TokenKind.End or TokenKind.OpenParen;
        if (!isVariable)
        {
            Piece.Whole(ref inside, summary);
            return;
        }
        if (variable.Kind == TokenKind.OpenParen)
            ExpressionParser.Group(ref variable, summary);
        Piece.Finish(ref variable, summary);
    }

    /// <summary><c>variables [SLICE number] IN ARRAY expression</c></summary>
    private static void Foreach(ref TokenCursor cursor, SummaryBuilder summary)
    {
        VariableName.ExpectList(ref cursor, summary);
        if (cursor.Accept(PlpgsqlKeyword.Slice))
            cursor.Accept(TokenKind.Number);
        if (cursor.Expect(PlpgsqlKeyword.In, summary) && cursor.Expect(PlpgsqlKeyword.Array, summary))
            Piece.Expression(ref cursor, PieceEnd.Loop, summary);
    }

    /// <summary><c>[label] [WHEN condition]</c></summary>
    private static void Exit(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (cursor.Current.IsWord && !cursor.At(PlpgsqlKeyword.When))
            cursor.Advance();
        if (!cursor.Accept(PlpgsqlKeyword.When) || Piece.Expression(ref cursor, PieceEnd.Semicolon, summary))
            cursor.ExpectEnd(summary);
    }
}
