using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres.Bodies.Plpgsql;

/// <summary>RAISE and ASSERT.</summary>
internal static class RaiseParser
{
    public static void Raise(ref TokenCursor cursor, SummaryBuilder summary, PlpgsqlKeyword word)
    {
        if (word == PlpgsqlKeyword.Raise)
            Subject(ref cursor);
        else if (!Piece.Expression(ref cursor, PieceEnd.Semicolon | PieceEnd.Comma, summary))
            return;
        while (cursor.Accept(TokenKind.Comma))
        {
            if (!Piece.Expression(ref cursor, PieceEnd.Semicolon | PieceEnd.Comma | PieceEnd.Using, summary))
                return;
        }
        if (word == PlpgsqlKeyword.Raise && cursor.Accept(PlpgsqlKeyword.Using))
            Options(ref cursor, summary);
        cursor.ExpectEnd(summary);
    }

    /// <summary><c>[level] ['format' | condition | SQLSTATE 'code']</c></summary>
    private static void Subject(ref TokenCursor cursor)
    {
        if (cursor.Word() is PlpgsqlKeyword.Debug or PlpgsqlKeyword.Log or PlpgsqlKeyword.Info or PlpgsqlKeyword.Notice
            or PlpgsqlKeyword.Warning or PlpgsqlKeyword.Exception)
            cursor.Advance();
        if (cursor.Accept(PlpgsqlKeyword.Sqlstate) || cursor.Current.IsString
            || (cursor.Current.IsWord && !cursor.At(PlpgsqlKeyword.Using)))
            cursor.Advance();
    }

    /// <summary><c>option = expression, ..</c></summary>
    private static void Options(ref TokenCursor cursor, SummaryBuilder summary)
    {
        do
        {
            if (!cursor.Current.IsWord || cursor.Next.Kind is not (TokenKind.Equals or TokenKind.ColonEquals))
            {
                Unread.Rest(ref cursor, summary);
                return;
            }
            cursor.Advance(2);
            if (!Piece.Expression(ref cursor, PieceEnd.Semicolon | PieceEnd.Comma, summary))
                return;
        }
        while (cursor.Accept(TokenKind.Comma));
    }
}
