using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>WHERE, ORDER BY and LIMIT behind UPDATE and DELETE.</summary>
internal static class ModificationTail
{
    public static void Clauses(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (cursor.Accept(MySqlKeyword.Where))
        {
            if (cursor.Accept(MySqlKeyword.Current, MySqlKeyword.Of))
                NameReader.Identifier(ref cursor, summary);
            else
                ExpressionParser.Condition(ref cursor, summary);
        }
        if (cursor.Accept(MySqlKeyword.Order, MySqlKeyword.By))
            ExpressionParser.OrderList(ref cursor, summary);
        if (cursor.Is(MySqlKeyword.Limit))
            QueryTailParser.Limit(ref cursor, summary);
    }
}
