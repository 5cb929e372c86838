using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>The tables of CREATE and ALTER PUBLICATION: replication reads them.</summary>
internal static class PublicationParser
{
    /// <summary><c>... TABLE [ONLY] name [(columns)] [WHERE (condition)], ...</c> and <c>... TABLES IN SCHEMA name, ...</c></summary>
    public static void Tables(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Advance();
        while (!DefinitionParser.AtEnd(cursor))
        {
            if (cursor.Keyword is PostgresKeyword.All or PostgresKeyword.Tables)
                summary.Partial("it publishes every table of a schema or database");
            if (cursor.Accept(PostgresKeyword.Table))
                List(ref cursor, summary);
            else if (cursor.Kind == TokenKind.OpenParen)
                Parentheses.Skip(ref cursor, summary);
            else
                cursor.Advance();
        }
    }

    private static void List(ref TokenCursor cursor, SummaryBuilder summary)
    {
        do
        {
            cursor.Accept(PostgresKeyword.Table);
            if (cursor.Is(PostgresKeyword.Tables, PostgresKeyword.In))
                return;
            NameReader.Target(ref cursor, summary, AccessMode.Read);
            if (cursor.Kind == TokenKind.OpenParen)
                Parentheses.Skip(ref cursor, summary);
            if (cursor.Accept(PostgresKeyword.Where) && cursor.Kind == TokenKind.OpenParen)
                ExpressionParser.Group(ref cursor, summary);
        }
        while (cursor.Accept(TokenKind.Comma));
    }
}
