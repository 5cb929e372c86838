using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>Reads what stands between the parentheses of a call; many functions have words between their arguments.</summary>
internal static class ArgumentParser
{
    /// <summary>The cursor stands behind the opening parenthesis; takes the closing one, too.</summary>
    public static void Arguments(ref TokenCursor cursor, SummaryBuilder summary, MySqlKeyword function)
    {
        First(ref cursor, summary, function);
        while (cursor.Kind != MySqlTokenKind.CloseParen && TryMore(ref cursor, summary))
        {
        }
        Parentheses.Close(ref cursor, summary);
    }

    private static void First(ref TokenCursor cursor, SummaryBuilder summary, MySqlKeyword function)
    {
        if (cursor.Keyword is MySqlKeyword.Distinct or MySqlKeyword.All)
            cursor.Advance();
        switch (function)
        {
            case MySqlKeyword.Extract or MySqlKeyword.Timestampadd or MySqlKeyword.Timestampdiff when IntervalUnits.StandsHere(cursor):
            case MySqlKeyword.GetFormat when cursor.Current.IsWord:
                cursor.Advance();
                return;
            case MySqlKeyword.Trim when cursor.Keyword is MySqlKeyword.Both or MySqlKeyword.Leading or MySqlKeyword.Trailing:
                cursor.Advance();
                if (cursor.Is(MySqlKeyword.From))
                    return;
                break;
            case MySqlKeyword.Convert:
                ExpressionParser.Parse(ref cursor, summary);
                if (cursor.Accept(MySqlTokenKind.Comma))
                    TypeParser.Type(ref cursor, summary);
                return;
        }
        if (cursor.Kind == MySqlTokenKind.CloseParen)
            return;
        if (cursor.Kind == MySqlTokenKind.Star && cursor.Next.Kind == MySqlTokenKind.CloseParen)
            cursor.Advance();
        else
            Argument(ref cursor, summary);
    }

    /// <summary>A sub-query may be the only argument without parentheses of its own.</summary>
    private static void Argument(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (QueryParser.StartsHere(cursor))
            summary.Value?.Add(QueryParser.Query(ref cursor, summary));
        else
            ExpressionParser.Parse(ref cursor, summary);
        // Loadable functions: f(a AS name)
        if (cursor.Current.IsName && cursor.Next.Kind is MySqlTokenKind.Comma or MySqlTokenKind.CloseParen)
            cursor.Advance();
    }

    private static bool TryMore(ref TokenCursor cursor, SummaryBuilder summary)
    {
        switch (cursor.Keyword)
        {
            case MySqlKeyword.From or MySqlKeyword.For:
                cursor.Advance();
                ExpressionParser.Parse(ref cursor, summary);
                return true;
            case MySqlKeyword.Using:
                cursor.Advance();
                return Word(ref cursor);
            case MySqlKeyword.As:
                cursor.Advance();
                TypeParser.Type(ref cursor, summary);
                return true;
            case MySqlKeyword.Order:
                cursor.Advance(2);
                ExpressionParser.OrderList(ref cursor, summary);
                return true;
            case MySqlKeyword.Separator or MySqlKeyword.Limit or MySqlKeyword.Offset or MySqlKeyword.Level:
                cursor.Advance();
                ExpressionParser.Parse(ref cursor, summary);
                return true;
            case MySqlKeyword.At:
                // CAST(x AT TIME ZONE INTERVAL '+00:00' AS DATETIME)
                cursor.Advance(3);
                cursor.Accept(MySqlKeyword.Interval);
                return cursor.Accept(MySqlTokenKind.String);
            case MySqlKeyword.Returning:
                cursor.Advance();
                TypeParser.Type(ref cursor, summary);
                return true;
            case MySqlKeyword.Null or MySqlKeyword.Error or MySqlKeyword.Default:
                return OnCondition(ref cursor, summary);
            default:
                if (!cursor.Accept(MySqlTokenKind.Comma))
                    return false;
                Argument(ref cursor, summary);
                return true;
        }
    }

    /// <summary><c>NULL ON EMPTY</c>, <c>DEFAULT 'x' ON ERROR</c></summary>
    public static bool OnCondition(ref TokenCursor cursor, SummaryBuilder summary)
    {
        bool hasValue = cursor.Is(MySqlKeyword.Default);
        cursor.Advance();
        if (hasValue)
            ExpressionParser.Parse(ref cursor, summary);
        return cursor.Accept(MySqlKeyword.On) && Word(ref cursor);
    }

    private static bool Word(ref TokenCursor cursor)
    {
        if (!cursor.Current.IsWord)
            return false;
        cursor.Advance();
        return true;
    }
}
