using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>Window specifications. They decide over which rows a function runs, never what it is given.</summary>
internal static class WindowParser
{
    /// <summary>What may follow the arguments of a call.</summary>
    public static void Behind(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (cursor.Is(MySqlKeyword.Within, MySqlKeyword.Group))
            WithinGroup(ref cursor, summary);
        if (cursor.Is(MySqlKeyword.From) && cursor.Next.Keyword is MySqlKeyword.First or MySqlKeyword.Last
            && cursor.Peek().Keyword == MySqlKeyword.Over)
            cursor.Advance(2);
        // RESPECT NULLS, IGNORE NULLS
        if (cursor.Current.IsWord && cursor.Next.Keyword == MySqlKeyword.Nulls)
            cursor.Advance(2);
        if (!cursor.Accept(MySqlKeyword.Over))
            return;
        if (cursor.Kind == MySqlTokenKind.OpenParen)
            Specification(ref cursor, summary);
        else
            NameReader.Identifier(ref cursor, summary);
    }

    /// <summary><c>WINDOW name AS (..), ..</c></summary>
    public static void Clause(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Advance();
        do
        {
            NameReader.Identifier(ref cursor, summary);
            if (cursor.Accept(MySqlKeyword.As) && cursor.Kind == MySqlTokenKind.OpenParen)
                Specification(ref cursor, summary);
            else
                summary.Partial("a window was expected");
        }
        while (cursor.Accept(MySqlTokenKind.Comma));
    }

    /// <summary>The value of <c>percentile_cont(0.5) WITHIN GROUP (ORDER BY x)</c> is one of x.</summary>
    private static void WithinGroup(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Advance(2);
        if (!cursor.Accept(MySqlTokenKind.OpenParen) || !cursor.Accept(MySqlKeyword.Order, MySqlKeyword.By))
        {
            summary.Partial("ORDER BY was expected");
            return;
        }
        do
        {
            ExpressionParser.Parse(ref cursor, summary);
            if (cursor.Keyword is MySqlKeyword.Asc or MySqlKeyword.Desc)
                cursor.Advance();
        }
        while (cursor.Accept(MySqlTokenKind.Comma));
        Parentheses.Close(ref cursor, summary);
    }

    private static void Specification(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (!cursor.TryEnter())
        {
            Salvage.NestedTooDeep(ref cursor, summary);
            return;
        }
        Expression? outer = summary.Value;
        summary.Value = null;
        cursor.Advance();
        // OVER (w ORDER BY ..)
        if (cursor.Current.IsName && !cursor.Is(MySqlKeyword.Groups))
            cursor.Advance();
        if (cursor.Accept(MySqlKeyword.Partition, MySqlKeyword.By))
            ExpressionParser.OrderList(ref cursor, summary);
        if (cursor.Accept(MySqlKeyword.Order, MySqlKeyword.By))
            ExpressionParser.OrderList(ref cursor, summary);
        if (cursor.Keyword is MySqlKeyword.Rows or MySqlKeyword.Range or MySqlKeyword.Groups)
            Frame(ref cursor, summary);
        Parentheses.Close(ref cursor, summary);
        summary.Value = outer;
        cursor.Leave();
    }

    private static void Frame(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Advance();
        cursor.Accept(MySqlKeyword.Between);
        do
            Bound(ref cursor, summary);
        while (cursor.Accept(MySqlKeyword.And));
        if (!cursor.Accept(MySqlKeyword.Exclude))
            return;
        // EXCLUDE CURRENT ROW, GROUP, TIES, NO OTHERS
        while (cursor.Kind == MySqlTokenKind.Word)
            cursor.Advance();
    }

    private static void Bound(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (cursor.Accept(MySqlKeyword.Current, MySqlKeyword.Row))
            return;
        if (!cursor.Accept(MySqlKeyword.Unbounded))
            ExpressionParser.Parse(ref cursor, summary);
        if (cursor.Keyword is MySqlKeyword.Preceding or MySqlKeyword.Following)
            cursor.Advance();
        else
            summary.Partial("a window frame could not be read");
    }
}
