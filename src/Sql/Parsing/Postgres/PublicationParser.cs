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
            if (cursor.Accept(PostgresKeyword.Table))
                List(ref cursor, summary);
            else if (cursor.Is(PostgresKeyword.Tables, PostgresKeyword.In) && cursor.Peek().Keyword == PostgresKeyword.Schema)
            {
                cursor.Advance(3);
                Schemas(ref cursor, summary);
            }
            else if (cursor.Keyword is PostgresKeyword.All or PostgresKeyword.Tables)
            {
                summary.TouchEvery(null, AccessMode.Read);
                cursor.Advance();
            }
            else if (cursor.Kind == TokenKind.OpenParen)
                Parentheses.Skip(ref cursor, summary);
            else
                cursor.Advance();
        }
    }

    /// <summary>Each may be followed by more schemas, or by TABLE or TABLES IN SCHEMA again.</summary>
    private static void Schemas(ref TokenCursor cursor, SummaryBuilder summary)
    {
        bool isNext;
        do
        {
            string? schema = cursor.Is(PostgresKeyword.CurrentSchema) ? null : NameReader.Spelling(cursor, cursor.Current, summary);
            summary.TouchEvery(schema, AccessMode.Read);
            cursor.Advance();
            isNext = cursor.Kind == TokenKind.Comma && cursor.Next.IsWord && cursor.Next.Keyword is not (PostgresKeyword.Table or PostgresKeyword.Tables);
            if (isNext)
                cursor.Advance();
        }
        while (isNext);
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
