using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres.Bodies.Plpgsql;

/// <summary><c>target := expression</c>, also with a plain equals sign; the target may have fields and subscripts.</summary>
internal static class VariableAssignmentParser
{
    /// <summary>Words that begin other statements are variables where an assignment follows them.</summary>
    public static bool StartsHere(in TokenCursor cursor)
    {
        if ((!cursor.Current.IsWord && cursor.Kind != TokenKind.Parameter) || PlpgsqlWords.IsReserved(cursor.Word()))
            return false;
        TokenCursor ahead = cursor;
        return VariableName.TryPass(ref ahead) && ahead.Kind is TokenKind.ColonEquals or TokenKind.Equals or TokenKind.OpenBracket;
    }

    public static void Assignment(ref TokenCursor cursor, SummaryBuilder summary)
    {
        VariableName.TryPass(ref cursor);
        while (cursor.Kind is TokenKind.OpenBracket or TokenKind.Dot)
        {
            if (cursor.Kind == TokenKind.OpenBracket)
                ExpressionParser.Subscript(ref cursor, summary);
            else
                cursor.Advance(2);
        }
        if (!cursor.Accept(TokenKind.ColonEquals) && !cursor.Accept(TokenKind.Equals))
            Unread.Rest(ref cursor, summary);
        else if (Piece.Expression(ref cursor, PieceEnd.Semicolon, summary))
            cursor.ExpectEnd(summary);
    }
}
