using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>Reads one SELECT up to what ORDER BY and LIMIT share with its query.</summary>
internal static class SelectParser
{
    public static void Select(ref TokenCursor cursor, SummaryBuilder summary, Query query)
    {
        cursor.Advance();
        while (IsOption(cursor))
            cursor.Advance();
        var arm = new SelectArm();
        query.Arms.Add(arm);
        SelectListParser.Items(ref cursor, summary, arm.Items);
        if (cursor.Is(MySqlKeyword.Into))
            IntoParser.Into(ref cursor, summary, query);
        if (cursor.Accept(MySqlKeyword.From))
            arm.From = FromParser.References(ref cursor, summary);
        Conditions(ref cursor, summary);
    }

    private static void Conditions(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (cursor.Accept(MySqlKeyword.Where))
            ExpressionParser.Condition(ref cursor, summary);
        if (cursor.Accept(MySqlKeyword.Group, MySqlKeyword.By))
            GroupBy(ref cursor, summary);
        if (cursor.Accept(MySqlKeyword.Having))
            ExpressionParser.Condition(ref cursor, summary);
        if (StartsWindow(cursor))
            WindowParser.Clause(ref cursor, summary);
        if (cursor.Accept(MySqlKeyword.Qualify))
            ExpressionParser.Condition(ref cursor, summary);
    }

    private static void GroupBy(ref TokenCursor cursor, SummaryBuilder summary)
    {
        // GROUPING SETS ((a), (a, b), ())
        if (cursor.Is(MySqlKeyword.Grouping) && cursor.Next.Kind == MySqlTokenKind.Word)
            cursor.Advance(2);
        ExpressionParser.OrderList(ref cursor, summary);
        if (cursor.Is(MySqlKeyword.With) && cursor.Next.Keyword is MySqlKeyword.Rollup or MySqlKeyword.Cube)
            cursor.Advance(2);
    }

    /// <summary>WINDOW is no reserved word in MariaDB.</summary>
    public static bool StartsWindow(in TokenCursor cursor) =>
        cursor.Is(MySqlKeyword.Window) && cursor.Next.IsName && cursor.Peek().Keyword == MySqlKeyword.As;

    private static bool IsOption(in TokenCursor cursor) => cursor.Keyword switch
    {
        MySqlKeyword.All or MySqlKeyword.Distinct or MySqlKeyword.Distinctrow or MySqlKeyword.HighPriority
            or MySqlKeyword.StraightJoin or MySqlKeyword.SqlSmallResult or MySqlKeyword.SqlBigResult
            or MySqlKeyword.SqlCalcFoundRows => true,
        // Unreserved: a column of that name is followed by something else than a select item.
        MySqlKeyword.SqlBufferResult or MySqlKeyword.SqlNoCache or MySqlKeyword.SqlCache =>
            cursor.Next.Kind is not (MySqlTokenKind.Comma or MySqlTokenKind.End or MySqlTokenKind.Semicolon or MySqlTokenKind.CloseParen
                or MySqlTokenKind.Dot or MySqlTokenKind.Equals)
            && cursor.Next.Keyword is not (MySqlKeyword.From or MySqlKeyword.As or MySqlKeyword.Into),
        _ => false,
    };
}
