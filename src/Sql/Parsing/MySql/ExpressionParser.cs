using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>
/// Reads expressions as operands between operators. Precedence is left to the server: it decides how a value is
/// computed, never from which columns, functions and queries.
/// </summary>
internal static class ExpressionParser
{
    /// <summary>Reads on to the first token that can not continue the expression, and leaves the cursor there.</summary>
    public static void Parse(ref TokenCursor cursor, SummaryBuilder summary, ExpressionPlace place = ExpressionPlace.Anywhere)
    {
        if (!cursor.TryEnter())
        {
            Salvage.NestedTooDeep(ref cursor, summary);
            return;
        }
        Operand(ref cursor, summary);
        Operators(ref cursor, summary, place);
        cursor.Leave();
    }

    /// <summary>Reads an expression and says what its value is made of.</summary>
    public static Expression Value(ref TokenCursor cursor, SummaryBuilder summary)
    {
        Expression? outer = summary.Value;
        var value = new Expression();
        summary.Value = value;
        Parse(ref cursor, summary);
        summary.Value = outer;
        return value;
    }

    /// <summary>Reads an expression whose value goes into no result: a condition, an order.</summary>
    public static void Condition(ref TokenCursor cursor, SummaryBuilder summary, ExpressionPlace place = ExpressionPlace.Anywhere)
    {
        Expression? outer = summary.Value;
        summary.Value = null;
        Parse(ref cursor, summary, place);
        summary.Value = outer;
    }

    public static void List(ref TokenCursor cursor, SummaryBuilder summary)
    {
        do
            Parse(ref cursor, summary);
        while (cursor.Accept(MySqlTokenKind.Comma));
    }

    /// <summary><c>a, b DESC</c> behind GROUP BY, ORDER BY and PARTITION BY; where it stands does not change values.</summary>
    public static void OrderList(ref TokenCursor cursor, SummaryBuilder summary)
    {
        do
        {
            Condition(ref cursor, summary);
            if (cursor.Keyword is MySqlKeyword.Asc or MySqlKeyword.Desc)
                cursor.Advance();
        }
        while (cursor.Accept(MySqlTokenKind.Comma));
    }

    /// <summary>A parenthesised expression, row, list or sub-query; returns the query if that is all there is.</summary>
    public static Query? Group(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (!cursor.TryEnter())
        {
            Salvage.NestedTooDeep(ref cursor, summary);
            return null;
        }
        cursor.Advance();
        Query? query = GroupContent(ref cursor, summary);
        Parentheses.Close(ref cursor, summary);
        cursor.Leave();
        return query;
    }

    private static Query? GroupContent(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (cursor.Kind == MySqlTokenKind.CloseParen)
            return null;
        // (VALUES(a)) is a function while ON DUPLICATE KEY UPDATE is read.
        bool isInsertedValue = summary.InsertedRow is not null && cursor.Is(MySqlKeyword.Values);
        if (!isInsertedValue && QueryParser.StartsHere(cursor))
        {
            Query query = QueryParser.Query(ref cursor, summary);
            summary.Value?.Add(query);
            return query;
        }
        // ((SELECT 1) UNION SELECT 2) begins like ((SELECT 1) + 1)
        if (cursor.Kind == MySqlTokenKind.OpenParen)
        {
            Query? first = Group(ref cursor, summary);
            if (first is not null && QueryParser.ContinuesHere(cursor))
                QueryParser.Continue(ref cursor, summary, first);
            if (cursor.Kind == MySqlTokenKind.CloseParen)
                return first;
            Operators(ref cursor, summary, ExpressionPlace.Anywhere);
            if (!cursor.Accept(MySqlTokenKind.Comma))
                return null;
        }
        List(ref cursor, summary);
        if (cursor.Previous.Kind == MySqlTokenKind.Comma)
            summary.Value?.AddOther();
        return null;
    }

    private static void Operators(ref TokenCursor cursor, SummaryBuilder summary, ExpressionPlace place)
    {
        bool sawLike = false;
        while (true)
        {
            Postfix(ref cursor, summary);
            bool isLike = cursor.Is(MySqlKeyword.Like) || cursor.Is(MySqlKeyword.Not, MySqlKeyword.Like);
            bool isEscape = sawLike && cursor.Accept(MySqlKeyword.Escape);
            if (!isEscape && !TryOperator(ref cursor, place))
                return;
            sawLike |= isLike;
            summary.Value?.AddOther();
            Operand(ref cursor, summary);
        }
    }

    private static void Operand(ref TokenCursor cursor, SummaryBuilder summary)
    {
        while (IsPrefix(cursor))
        {
            summary.Value?.AddOther();
            cursor.Advance();
        }
        PrimaryParser.Primary(ref cursor, summary);
    }

    private static bool IsPrefix(in TokenCursor cursor) => cursor.Kind switch
    {
        MySqlTokenKind.Operator => cursor.Current.Length == 1
            && cursor.Text[cursor.Current.Start] is (byte)'-' or (byte)'+' or (byte)'~' or (byte)'!',
        _ => cursor.Keyword is MySqlKeyword.Not or MySqlKeyword.Binary,
    };

    private static void Postfix(ref TokenCursor cursor, SummaryBuilder summary)
    {
        while (true)
        {
            if (cursor.Accept(MySqlKeyword.Collate))
            {
                if (!cursor.Current.IsWord && cursor.Kind != MySqlTokenKind.String)
                    summary.Partial("a collation was expected");
                else
                    cursor.Advance();
            }
            else if (cursor.Accept(MySqlKeyword.Is))
            {
                cursor.Accept(MySqlKeyword.Not);
                if (cursor.Keyword is MySqlKeyword.Null or MySqlKeyword.True or MySqlKeyword.False or MySqlKeyword.Unknown)
                    cursor.Advance();
                else
                    summary.Partial("IS could not be read");
            }
            else
                return;
            summary.Value?.AddOther();
        }
    }

    private static bool TryOperator(ref TokenCursor cursor, ExpressionPlace place)
    {
        int tokens = cursor.Kind switch
        {
            MySqlTokenKind.Star or MySqlTokenKind.Equals => 1,
            MySqlTokenKind.Operator =>
                cursor.Current.Length == 1 && cursor.Text[cursor.Current.Start] is (byte)'!' or (byte)'~' ? 0 : 1,
            MySqlTokenKind.Word => WordOperator(cursor, place),
            _ => 0,
        };
        cursor.Advance(tokens);
        return tokens > 0;
    }

    /// <summary>How many words make the operator that stands here.</summary>
    private static int WordOperator(in TokenCursor cursor, ExpressionPlace place)
    {
        switch (cursor.Keyword)
        {
            case MySqlKeyword.And:
                return place == ExpressionPlace.BeforeAnd ? 0 : 1;
            case MySqlKeyword.Or or MySqlKeyword.Xor or MySqlKeyword.Div or MySqlKeyword.Mod
                or MySqlKeyword.Like or MySqlKeyword.Regexp or MySqlKeyword.Rlike or MySqlKeyword.Between:
                return 1;
            case MySqlKeyword.In:
                return place == ExpressionPlace.BeforeIn ? 0 : 1;
            case MySqlKeyword.Not when cursor.Next.Keyword is MySqlKeyword.In or MySqlKeyword.Like or MySqlKeyword.Regexp
                or MySqlKeyword.Rlike or MySqlKeyword.Between:
                return 2;
            case MySqlKeyword.Sounds when cursor.Next.Keyword == MySqlKeyword.Like:
            case MySqlKeyword.Member when cursor.Next.Keyword == MySqlKeyword.Of:
                return 2;
            case MySqlKeyword.Member when cursor.Next.Kind == MySqlTokenKind.OpenParen:
                return 1;
            default:
                return 0;
        }
    }
}
