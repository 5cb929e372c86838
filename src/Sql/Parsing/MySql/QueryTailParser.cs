using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>ORDER BY, LIMIT, FETCH, locking clauses, INTO and PROCEDURE behind a query.</summary>
internal static class QueryTailParser
{
    public static bool TryClause(ref TokenCursor cursor, SummaryBuilder summary, Query query)
    {
        switch (cursor.Keyword)
        {
            case MySqlKeyword.Order when cursor.Next.Keyword == MySqlKeyword.By:
                cursor.Advance(2);
                ExpressionParser.OrderList(ref cursor, summary);
                // MySQL 9: ORDER BY .. WITH ROLLUP
                cursor.Accept(MySqlKeyword.With, MySqlKeyword.Rollup);
                return true;
            case MySqlKeyword.Limit:
                Limit(ref cursor, summary);
                return true;
            case MySqlKeyword.Offset:
                cursor.Advance();
                ExpressionParser.Condition(ref cursor, summary);
                if (cursor.Keyword is MySqlKeyword.Row or MySqlKeyword.Rows)
                    cursor.Advance();
                return true;
            case MySqlKeyword.Fetch when cursor.Next.Keyword is MySqlKeyword.First or MySqlKeyword.Next:
                Fetch(ref cursor, summary);
                return true;
            case MySqlKeyword.For when cursor.Next.Keyword is MySqlKeyword.Update or MySqlKeyword.Share:
                cursor.Advance(2);
                LockOptions(ref cursor, summary);
                return true;
            case MySqlKeyword.Lock when cursor.Next.Keyword == MySqlKeyword.In:
                // LOCK IN SHARE MODE
                cursor.Advance(4);
                LockOptions(ref cursor, summary);
                return true;
            case MySqlKeyword.Into:
                IntoParser.Into(ref cursor, summary, query);
                return true;
            case MySqlKeyword.Procedure:
                Analyse(ref cursor, summary, query);
                return true;
            default:
                return false;
        }
    }

    /// <summary><c>LIMIT a</c>, <c>LIMIT a, b</c>, <c>LIMIT a OFFSET b</c>, MariaDB's <c>ROWS EXAMINED c</c></summary>
    public static void Limit(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Advance();
        if (!cursor.Is(MySqlKeyword.Rows))
        {
            ExpressionParser.Condition(ref cursor, summary);
            if (cursor.Accept(MySqlTokenKind.Comma) || cursor.Accept(MySqlKeyword.Offset))
                ExpressionParser.Condition(ref cursor, summary);
        }
        if (cursor.Accept(MySqlKeyword.Rows))
        {
            cursor.Advance();
            ExpressionParser.Condition(ref cursor, summary);
        }
    }

    /// <summary><c>FETCH FIRST 3 ROWS WITH TIES</c></summary>
    private static void Fetch(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Advance(2);
        if (cursor.Keyword is not (MySqlKeyword.Row or MySqlKeyword.Rows))
            ExpressionParser.Condition(ref cursor, summary);
        if (cursor.Keyword is MySqlKeyword.Row or MySqlKeyword.Rows)
            cursor.Advance();
        if (!cursor.Accept(MySqlKeyword.Only) && !cursor.Accept(MySqlKeyword.With, MySqlKeyword.Ties))
            summary.Partial("FETCH could not be read");
    }

    private static void LockOptions(ref TokenCursor cursor, SummaryBuilder summary)
    {
        // FOR UPDATE OF a, b: names of this FROM
        if (cursor.Accept(MySqlKeyword.Of))
        {
            do
                NameReader.Qualified(ref cursor, summary);
            while (cursor.Accept(MySqlTokenKind.Comma));
        }
        if (cursor.Accept(MySqlKeyword.Skip, MySqlKeyword.Locked) || cursor.Accept(MySqlKeyword.Nowait))
            return;
        if (cursor.Accept(MySqlKeyword.Wait))
            cursor.Accept(MySqlTokenKind.Number);
    }

    /// <summary><c>PROCEDURE ANALYSE(10, 2000)</c>: minima and maxima instead of the rows.</summary>
    private static void Analyse(ref TokenCursor cursor, SummaryBuilder summary, Query query)
    {
        cursor.Advance();
        query.Use = ResultUse.Analysed;
        if (NameReader.Identifier(ref cursor, summary) is { } procedure)
            summary.Call(new SqlName(null, procedure));
        if (cursor.Kind == MySqlTokenKind.OpenParen)
            ExpressionParser.Group(ref cursor, summary);
        else
            summary.Partial("arguments were expected");
    }
}
