using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres.Bodies.Plpgsql;

/// <summary>The declarations between DECLARE and BEGIN: variables, aliases, cursors.</summary>
internal static class DeclarationParser
{
    public static void List(ref TokenCursor cursor, SummaryBuilder summary)
    {
        while (cursor.Kind != TokenKind.End && !cursor.At(PlpgsqlKeyword.Begin))
        {
            if (!cursor.Accept(PlpgsqlKeyword.Declare))
                One(ref cursor, summary);
        }
    }

    private static void One(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (!cursor.Current.IsWord)
        {
            Unread.Rest(ref cursor, summary);
            return;
        }
        cursor.Advance();
        switch (cursor.Word())
        {
            case PlpgsqlKeyword.Alias:
                cursor.Advance();
                if (cursor.Expect(PlpgsqlKeyword.For, summary))
                    VariableName.Expect(ref cursor, summary);
                cursor.ExpectEnd(summary);
                break;
            case PlpgsqlKeyword.No or PlpgsqlKeyword.Scroll or PlpgsqlKeyword.Cursor:
                Cursor(ref cursor, summary);
                break;
            default:
                Variable(ref cursor, summary);
                break;
        }
    }

    /// <summary><c>[[NO] SCROLL] CURSOR [(name type, ..)] {FOR | IS} query</c></summary>
    private static void Cursor(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Accept(PlpgsqlKeyword.No);
        cursor.Accept(PlpgsqlKeyword.Scroll);
        if (!cursor.Expect(PlpgsqlKeyword.Cursor, summary))
            return;
        if (cursor.Kind == TokenKind.OpenParen)
            Parentheses.Skip(ref cursor, summary);
        if (cursor.Accept(PlpgsqlKeyword.For) || cursor.Accept(PlpgsqlKeyword.Is))
            Piece.Statement(ref cursor, summary);
        else
            Unread.Rest(ref cursor, summary);
    }

    /// <summary><c>[CONSTANT] type [COLLATE name] [NOT NULL] [{:= | = | DEFAULT} expression]</c></summary>
    private static void Variable(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Accept(PlpgsqlKeyword.Constant);
        Type(ref cursor, summary);
        if (cursor.Accept(PlpgsqlKeyword.Collate))
            NameReader.Any(ref cursor, summary);
        if (cursor.Accept(PlpgsqlKeyword.Not))
            cursor.Expect(PlpgsqlKeyword.Null, summary);
        bool hasDefault = cursor.Accept(TokenKind.ColonEquals) || cursor.Accept(TokenKind.Equals)
            || cursor.Accept(PlpgsqlKeyword.Default);
        if (!hasDefault || Piece.Expression(ref cursor, PieceEnd.Semicolon, summary))
            cursor.ExpectEnd(summary);
    }

    /// <summary>Also <c>relation.column%TYPE</c> and <c>relation%ROWTYPE</c>, which read nothing of the relation's rows.</summary>
    private static void Type(ref TokenCursor cursor, SummaryBuilder summary)
    {
        while (cursor.Word() is not (PlpgsqlKeyword.Collate or PlpgsqlKeyword.Not or PlpgsqlKeyword.Default or PlpgsqlKeyword.Begin))
        {
            switch (cursor.Kind)
            {
                case TokenKind.Word or TokenKind.QuotedWord or TokenKind.UnicodeWord or TokenKind.Dot or TokenKind.Operator
                    or TokenKind.OpenBracket or TokenKind.CloseBracket or TokenKind.Number:
                    cursor.Advance();
                    break;
                case TokenKind.OpenParen:
                    Parentheses.Skip(ref cursor, summary);
                    break;
                default:
                    return;
            }
        }
    }
}
