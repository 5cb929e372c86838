using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>CREATE TABLE and CREATE FOREIGN TABLE, with elements, as partition, from a type, or from a query.</summary>
internal static class CreateTableParser
{
    public static void Table(ref TokenCursor cursor, SummaryBuilder summary)
    {
        DefinitionParser.IfExists(ref cursor);
        NameReader.Target(ref cursor, summary, AccessMode.Write);
        while (!DefinitionParser.AtEnd(cursor))
            Part(ref cursor, summary);
    }

    private static void Part(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (cursor.Kind == TokenKind.OpenParen)
        {
            TableElementParser.List(ref cursor, summary);
            return;
        }
        PostgresKeyword keyword = cursor.Keyword;
        cursor.Advance();
        switch (keyword)
        {
            case PostgresKeyword.Partition:
                Partition(ref cursor, summary);
                break;
            case PostgresKeyword.Of:
                NameReader.Any(ref cursor, summary);
                break;
            case PostgresKeyword.Inherits when cursor.Accept(TokenKind.OpenParen):
                NameReader.Targets(ref cursor, summary, AccessMode.Read);
                if (!cursor.Accept(TokenKind.CloseParen))
                    summary.Partial("a closing parenthesis was expected");
                break;
            case PostgresKeyword.As:
                Query(ref cursor, summary);
                break;
            case PostgresKeyword.Using or PostgresKeyword.Tablespace or PostgresKeyword.Server:
                cursor.Advance();
                break;
            case PostgresKeyword.Options or PostgresKeyword.With when cursor.Kind == TokenKind.OpenParen:
                Parentheses.Skip(ref cursor, summary);
                break;
            // FOR VALUES FROM (..) TO (..)
            case PostgresKeyword.From or PostgresKeyword.To or PostgresKeyword.In when cursor.Kind == TokenKind.OpenParen:
                ExpressionParser.Group(ref cursor, summary);
                break;
        }
    }

    /// <summary><c>PARTITION OF parent</c> or <c>PARTITION BY strategy (expressions)</c></summary>
    private static void Partition(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (cursor.Accept(PostgresKeyword.Of))
        {
            // Rows written to the parent are stored here, under this name.
            NameReader.Target(ref cursor, summary, AccessMode.Read);
            summary.StoresWhatItReads();
        }
        else if (cursor.Accept(PostgresKeyword.By))
        {
            cursor.Advance();
            if (cursor.Kind == TokenKind.OpenParen)
                ExpressionParser.Group(ref cursor, summary);
        }
    }

    private static void Query(ref TokenCursor cursor, SummaryBuilder summary)
    {
        summary.StoresWhatItReads();
        if (cursor.Is(PostgresKeyword.Execute))
            PrepareParser.Prepare(ref cursor, summary);
        else
            StatementParser.Preparable(ref cursor, summary);
        DefinitionParser.WithOption(ref cursor);
    }
}
