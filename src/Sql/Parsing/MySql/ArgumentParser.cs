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
        Annotations(ref cursor, summary);
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

    /// <summary><c>WITH (INSERT, UPDATE)</c> and <c>WITH CHECK</c> of JSON_DUALITY_OBJECT.</summary>
    private static void Annotations(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (!cursor.Accept(MySqlKeyword.With))
            return;
        cursor.Accept(MySqlKeyword.No);
        if (cursor.Kind == MySqlTokenKind.OpenParen)
            DefinitionParser.Group(ref cursor, summary);
        else
            cursor.Advance();
    }

    /// <summary>A sub-query may be the only argument without parentheses of its own.</summary>
    private static void Argument(ref TokenCursor cursor, SummaryBuilder summary)
    {
        if (cursor.Is(MySqlKeyword.Select))
            summary.Value?.Add(QueryParser.Query(ref cursor, summary));
        else
            ExpressionParser.Parse(ref cursor, summary);
        // Loadable functions: f(a AS name, b 'name'). Behind AS a type is as good as a name.
        if (cursor.Is(MySqlKeyword.As) && cursor.Next.Kind == MySqlTokenKind.String)
            cursor.Advance();
        bool isAlias = cursor.Current.IsName || cursor.Kind == MySqlTokenKind.String;
        if (isAlias && cursor.Next.Kind is MySqlTokenKind.Comma or MySqlTokenKind.CloseParen)
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
            case MySqlKeyword.Separator or MySqlKeyword.Limit or MySqlKeyword.Offset:
                cursor.Advance();
                ExpressionParser.Parse(ref cursor, summary);
                return true;
            case MySqlKeyword.Level:
                // WEIGHT_STRING(x LEVEL 1 DESC REVERSE, 2-3)
                cursor.Advance();
                ExpressionParser.Parse(ref cursor, summary);
                while (cursor.Kind == MySqlTokenKind.Word)
                    cursor.Advance();
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
            case MySqlKeyword.With:
                Annotations(ref cursor, summary);
                return true;
            case MySqlKeyword.Default:
                return OnCondition(ref cursor, summary);
            default:
                // NULL ON EMPTY, ABSENT ON NULL
                if (cursor.Current.IsWord && cursor.Next.Keyword == MySqlKeyword.On)
                    return OnCondition(ref cursor, summary);
                if (!cursor.Accept(MySqlTokenKind.Comma) && !cursor.Accept(MySqlTokenKind.Colon))
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
