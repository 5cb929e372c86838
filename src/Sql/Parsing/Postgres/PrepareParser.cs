using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>PREPARE, EXECUTE and DEALLOCATE. The statement is judged when it is prepared.</summary>
internal static class PrepareParser
{
    public static StatementKind Prepare(ref TokenCursor cursor, SummaryBuilder summary)
    {
        PostgresKeyword verb = cursor.Keyword;
        cursor.Advance();
        switch (verb)
        {
            case PostgresKeyword.Prepare when cursor.Is(PostgresKeyword.Transaction) && cursor.Next.IsString:
                cursor.Advance(2);
                return summary.Add(StatementKind.Transaction);
            case PostgresKeyword.Prepare:
                summary.Add(StatementKind.Prepare);
                Name(ref cursor, summary);
                if (cursor.Kind == TokenKind.OpenParen)
                    Parentheses.Skip(ref cursor, summary);
                if (!cursor.Accept(PostgresKeyword.As))
                    summary.Partial("AS was expected");
                StatementParser.Statement(ref cursor, summary);
                return StatementKind.Prepare;
            case PostgresKeyword.Execute:
                summary.ReturnsEarlierText();
                Name(ref cursor, summary);
                if (cursor.Kind == TokenKind.OpenParen)
                    ExpressionParser.Group(ref cursor, summary);
                return summary.Add(StatementKind.Execute);
            default:
                DefinitionParser.SkipRest(ref cursor, summary);
                return summary.Add(StatementKind.Other);
        }
    }

    private static void Name(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (cursor.Current.IsWord)
            summary.Prepared = NameReader.Spelling(cursor, cursor.Current, summary);
        cursor.Advance();
    }
}
