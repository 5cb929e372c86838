using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>
/// CREATE FUNCTION and CREATE PROCEDURE. A body in a literal is text of some language and is not read; a body in SQL
/// (RETURN, BEGIN ATOMIC) is.
/// </summary>
internal static class CreateRoutineParser
{
    public static void Routine(ref TokenCursor cursor, SummaryBuilder summary)
    {
        NameReader.Any(ref cursor, summary);
        while (!DefinitionParser.AtEnd(cursor))
        {
            if (cursor.Is(PostgresKeyword.Begin, PostgresKeyword.Atomic))
                Body(ref cursor, summary);
            else if (cursor.Kind == TokenKind.OpenParen)
                ExpressionParser.Group(ref cursor, summary);
            else
                Option(ref cursor, summary);
        }
    }

    private static void Option(ref TokenCursor cursor, SummaryBuilder summary)
    {
        PostgresKeyword keyword = cursor.Keyword;
        cursor.Advance();
        switch (keyword)
        {
            case PostgresKeyword.Returns when cursor.Accept(PostgresKeyword.Table):
                if (cursor.Kind == TokenKind.OpenParen)
                    Parentheses.Skip(ref cursor, summary);
                break;
            case PostgresKeyword.As when cursor.Current.IsString:
                summary.Partial("the body of a routine is text");
                break;
            case PostgresKeyword.Return:
                summary.StoresWhatItReads();
                ExpressionParser.Run(ref cursor, summary, ExpressionPlace.List);
                break;
            case PostgresKeyword.Set when cursor.Current.IsWord:
                NameReader.Any(ref cursor, summary);
                break;
        }
    }

    /// <summary><c>BEGIN ATOMIC statement; ... END</c>: these semicolons do not end the CREATE.</summary>
    private static void Body(ref TokenCursor cursor, SummaryBuilder summary)
    {
        summary.StoresWhatItReads();
        cursor.Advance(2);
        while (!cursor.Accept(PostgresKeyword.End))
        {
            if (cursor.Kind == TokenKind.End)
            {
                summary.Partial("END was expected");
                return;
            }
            if (cursor.Accept(TokenKind.Semicolon))
                continue;
            if (cursor.Accept(PostgresKeyword.Return))
                ExpressionParser.Run(ref cursor, summary, ExpressionPlace.List);
            else
                StatementParser.Statement(ref cursor, summary);
            if (cursor.Kind == TokenKind.Semicolon)
                continue;
            summary.Partial("the body of a routine could not be read");
            Salvage.Rest(ref cursor, summary);
        }
    }
}
