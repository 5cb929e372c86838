using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;
using WireProxy.Sql.Parsing.Lineages;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>
/// Reads query expressions: WITH, arms between set operators, and what may follow. What follows an arm is taken in any
/// order and number: what the server would refuse may be claimed, what it accepts is never missed.
/// </summary>
internal static class QueryParser
{
    public static bool StartsHere(in TokenCursor cursor) => cursor.Keyword switch
    {
        MySqlKeyword.Select or MySqlKeyword.Table => true,
        MySqlKeyword.Values => cursor.Next.Kind == MySqlTokenKind.OpenParen
            || (cursor.Next.Keyword == MySqlKeyword.Row && cursor.Peek().Kind == MySqlTokenKind.OpenParen),
        MySqlKeyword.With => cursor.Next.Kind != MySqlTokenKind.End,
        _ => false,
    };

    /// <summary>Whether what was read so far is the first arm of a longer query.</summary>
    public static bool ContinuesHere(in TokenCursor cursor) => IsSetOperator(cursor.Keyword)
        || cursor.Keyword is MySqlKeyword.Order or MySqlKeyword.Limit or MySqlKeyword.Fetch or MySqlKeyword.Into or MySqlKeyword.Offset
        || cursor.Keyword is MySqlKeyword.For or MySqlKeyword.Lock;

    public static Query Query(ref TokenCursor cursor, SummaryBuilder summary)
    {
        var query = new Query();
        if (!cursor.TryEnter())
        {
            Salvage.NestedTooDeep(ref cursor, summary);
            return query;
        }
        Expression? outer = summary.Value;
        summary.Value = null;
        int mark = -1;
        if (cursor.Is(MySqlKeyword.With))
        {
            mark = summary.CommonTables.Mark;
            CommonTableParser.Declare(ref cursor, summary, query);
        }
        Arm(ref cursor, summary, query);
        Rest(ref cursor, summary, query);
        if (mark >= 0)
            summary.CommonTables.Release(mark);
        summary.Value = outer;
        cursor.Leave();
        return query;
    }

    /// <summary>Goes on behind a first arm that was read as something in parentheses.</summary>
    public static void Continue(ref TokenCursor cursor, SummaryBuilder summary, Query first)
    {
        Expression? outer = summary.Value;
        summary.Value = null;
        Rest(ref cursor, summary, first);
        summary.Value = outer;
    }

    /// <summary>Reads the arms of a query whose WITH has been read.</summary>
    public static void Body(ref TokenCursor cursor, SummaryBuilder summary, Query query)
    {
        Arm(ref cursor, summary, query);
        Rest(ref cursor, summary, query);
    }

    private static void Rest(ref TokenCursor cursor, SummaryBuilder summary, Query query)
    {
        while (true)
        {
            if (IsSetOperator(cursor.Keyword))
            {
                cursor.Advance();
                if (cursor.Keyword is MySqlKeyword.All or MySqlKeyword.Distinct)
                    cursor.Advance();
                Arm(ref cursor, summary, query);
            }
            else if (!QueryTailParser.TryClause(ref cursor, summary, query))
                break;
        }
        if (query.Use == ResultUse.Stored && !query.IsConstant)
            summary.StoresWhatItReads(new StoredQuery(null, null, query));
    }

    private static bool IsSetOperator(MySqlKeyword keyword) =>
        keyword is MySqlKeyword.Union or MySqlKeyword.Except or MySqlKeyword.Intersect;

    private static void Arm(ref TokenCursor cursor, SummaryBuilder summary, Query query)
    {
        summary.Add(StatementKind.Select);
        switch (cursor.Keyword)
        {
            case MySqlKeyword.Select:
                SelectParser.Select(ref cursor, summary, query);
                break;
            case MySqlKeyword.Table:
                cursor.Advance();
                if (NameReader.Qualified(ref cursor, summary) is { } name)
                {
                    summary.Read(name);
                    query.Arms.Add(new TableArm(new NamedTable(name)));
                }
                break;
            case MySqlKeyword.Values:
                query.Arms.Add(ValuesParser.Rows(ref cursor, summary));
                break;
            default:
                Nested(ref cursor, summary, query);
                break;
        }
    }

    private static void Nested(ref TokenCursor cursor, SummaryBuilder summary, Query query)
    {
        if (!cursor.Accept(MySqlTokenKind.OpenParen))
        {
            summary.Partial("a query was expected");
            Salvage.Rest(ref cursor, summary);
            return;
        }
        Query nested = Query(ref cursor, summary);
        if (nested.Use != ResultUse.Returned)
            query.Use = nested.Use;
        query.Arms.Add(new NestedArm(nested));
        Parentheses.Close(ref cursor, summary);
    }
}
