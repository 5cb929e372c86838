using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;
using WireProxy.Sql.Parsing.Lineages;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>CREATE TABLE with elements, LIKE or a query.</summary>
internal static class CreateTableParser
{
    /// <summary>The cursor stands behind TABLE.</summary>
    public static void Table(ref TokenCursor cursor, SummaryBuilder summary)
    {
        CreateParser.IfNotExists(ref cursor);
        NameReader.Target(ref cursor, summary, AccessMode.Write);
        bool isParenthesised = cursor.Kind == MySqlTokenKind.OpenParen && cursor.Next.Keyword == MySqlKeyword.Like;
        if (isParenthesised)
            cursor.Advance();
        if (cursor.Accept(MySqlKeyword.Like))
        {
            NameReader.Target(ref cursor, summary, AccessMode.Read);
            if (isParenthesised)
                Parentheses.Close(ref cursor, summary);
            return;
        }
        if (cursor.Kind == MySqlTokenKind.OpenParen && !OpensQuery(cursor))
            DefinitionParser.Group(ref cursor, summary);
        while (!cursor.AtStatementEnd)
        {
            if (StartsQuery(cursor))
            {
                Contents(ref cursor, summary);
                return;
            }
            if (!TryOption(ref cursor, summary))
                return;
        }
    }

    /// <summary>An option of the table; MERGE tables read the tables of UNION.</summary>
    public static bool TryOption(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (!cursor.Is(MySqlKeyword.Union))
            return DefinitionParser.TrySkip(ref cursor, summary);
        cursor.Advance();
        cursor.Accept(MySqlTokenKind.Equals);
        if (!cursor.Accept(MySqlTokenKind.OpenParen))
            return false;
        summary.StoresWhatItReads();
        if (cursor.Kind != MySqlTokenKind.CloseParen)
            NameReader.Targets(ref cursor, summary, AccessMode.Read);
        Parentheses.Close(ref cursor, summary);
        return true;
    }

    private static bool StartsQuery(in TokenCursor cursor) => cursor.Keyword switch
    {
        MySqlKeyword.As or MySqlKeyword.Ignore or MySqlKeyword.Replace => true,
        // WITH SYSTEM VERSIONING is an option.
        MySqlKeyword.With => cursor.Next.Keyword != MySqlKeyword.System,
        _ => QueryParser.StartsHere(cursor) || (cursor.Kind == MySqlTokenKind.OpenParen && OpensQuery(cursor)),
    };

    private static bool OpensQuery(in TokenCursor cursor)
    {
        TokenCursor inside = cursor;
        while (inside.Kind == MySqlTokenKind.OpenParen)
            inside.Advance();
        return QueryParser.StartsHere(inside);
    }

    private static void Contents(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (cursor.Keyword is MySqlKeyword.Ignore or MySqlKeyword.Replace)
            cursor.Advance();
        cursor.Accept(MySqlKeyword.As);
        Query query = QueryParser.Query(ref cursor, summary);
        summary.StoresWhatItReads(new StoredQuery(null, null, query));
        if (query.Use != ResultUse.Returned)
            summary.Partial("the rows of the query can not be followed");
    }
}
