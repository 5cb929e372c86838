using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>Reads operands that begin with a keyword.</summary>
internal static class KeywordParser
{
    public static void Primary(ref TokenCursor cursor, SummaryBuilder summary)
    {
        bool isCall = cursor.Next.Kind == MySqlTokenKind.OpenParen;
        switch (cursor.Keyword)
        {
            case MySqlKeyword.Null or MySqlKeyword.True or MySqlKeyword.False:
            case MySqlKeyword.Default or MySqlKeyword.Ignore or MySqlKeyword.On or MySqlKeyword.Maxvalue when !isCall:
                cursor.Advance();
                summary.Value?.AddOther();
                break;
            case MySqlKeyword.Date or MySqlKeyword.Time or MySqlKeyword.Timestamp when cursor.Next.Kind == MySqlTokenKind.String:
                cursor.Advance();
                PrimaryParser.Literal(ref cursor, summary);
                break;
            case MySqlKeyword.Case:
                Case(ref cursor, summary);
                break;
            case MySqlKeyword.Exists when isCall:
                Exists(ref cursor, summary);
                break;
            case MySqlKeyword.All or MySqlKeyword.Any or MySqlKeyword.Some when isCall:
                cursor.Advance();
                ExpressionParser.Group(ref cursor, summary);
                break;
            case MySqlKeyword.Interval:
                Interval(ref cursor, summary);
                break;
            case MySqlKeyword.Match:
                Match(ref cursor, summary);
                break;
            case MySqlKeyword.Next or MySqlKeyword.Previous when cursor.Next.Keyword == MySqlKeyword.Value
                && cursor.Peek().Keyword == MySqlKeyword.For:
                SequenceValue(ref cursor, summary);
                break;
            case MySqlKeyword.Values when isCall:
            case MySqlKeyword.Value when isCall:
                InsertedValue(ref cursor, summary);
                break;
            default:
                Function(ref cursor, summary);
                break;
        }
    }

    private static void Function(ref TokenCursor cursor, SummaryBuilder summary)
    {
        MySqlToken name = cursor.Current;
        if (!name.Keyword.IsReserved())
        {
            PrimaryParser.Name(ref cursor, summary);
            return;
        }
        bool isCall = cursor.Next.Kind == MySqlTokenKind.OpenParen;
        if (!IsBareFunction(name.Keyword) && !(isCall && IsFunction(name.Keyword)))
        {
            summary.Partial("an expression was expected");
            return;
        }
        cursor.Advance();
        var function = new SqlName(null, MySqlName.Read(cursor.Text, name)!);
        if (isCall)
            FunctionParser.Call(ref cursor, summary, function, name);
        else
        {
            summary.Call(function);
            summary.Value?.AddOther();
        }
    }

    /// <summary>Called with or without parentheses.</summary>
    private static bool IsBareFunction(MySqlKeyword keyword) => keyword is MySqlKeyword.CurrentDate or MySqlKeyword.CurrentTime
        or MySqlKeyword.CurrentTimestamp or MySqlKeyword.CurrentUser or MySqlKeyword.Localtime or MySqlKeyword.Localtimestamp
        or MySqlKeyword.UtcDate or MySqlKeyword.UtcTime or MySqlKeyword.UtcTimestamp;

    /// <summary>Reserved words that are functions before a parenthesis.</summary>
    private static bool IsFunction(MySqlKeyword keyword) => keyword is MySqlKeyword.Left or MySqlKeyword.Right or MySqlKeyword.If
        or MySqlKeyword.Insert or MySqlKeyword.Replace or MySqlKeyword.Repeat or MySqlKeyword.Char or MySqlKeyword.Convert
        or MySqlKeyword.Database or MySqlKeyword.Schema or MySqlKeyword.Mod or MySqlKeyword.Default or MySqlKeyword.RowNumber;

    private static void Case(ref TokenCursor cursor, SummaryBuilder summary)
    {
        summary.Value?.AddOther();
        cursor.Advance();
        if (!cursor.Is(MySqlKeyword.When))
            ExpressionParser.Parse(ref cursor, summary);
        while (cursor.Accept(MySqlKeyword.When))
        {
            ExpressionParser.Parse(ref cursor, summary);
            if (!cursor.Accept(MySqlKeyword.Then))
                summary.Partial("THEN was expected");
            ExpressionParser.Parse(ref cursor, summary);
        }
        if (cursor.Accept(MySqlKeyword.Else))
            ExpressionParser.Parse(ref cursor, summary);
        if (!cursor.Accept(MySqlKeyword.End))
            summary.Partial("END was expected");
    }

    /// <summary>Whether there are rows is not a value of theirs.</summary>
    private static void Exists(ref TokenCursor cursor, SummaryBuilder summary)
    {
        Expression? outer = summary.Value;
        outer?.AddOther();
        summary.Value = null;
        cursor.Advance();
        ExpressionParser.Group(ref cursor, summary);
        summary.Value = outer;
    }

    /// <summary><c>INTERVAL 1 DAY</c>, or the function <c>INTERVAL(a, b)</c>.</summary>
    private static void Interval(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Advance();
        summary.Value?.AddOther();
        ExpressionParser.Parse(ref cursor, summary);
        if (IntervalUnits.StandsHere(cursor))
            cursor.Advance();
        else if (cursor.Previous.Kind == MySqlTokenKind.CloseParen)
            summary.Call(new SqlName(null, "interval"));
        else
            summary.Partial("a unit was expected");
    }

    /// <summary><c>MATCH (a, b) AGAINST ('x' IN BOOLEAN MODE)</c></summary>
    private static void Match(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Advance();
        summary.Value?.AddOther();
        ExpressionParser.List(ref cursor, summary);
        if (!cursor.Accept(MySqlKeyword.Against) || !cursor.Accept(MySqlTokenKind.OpenParen))
        {
            summary.Partial("AGAINST was expected");
            return;
        }
        ExpressionParser.Parse(ref cursor, summary, ExpressionPlace.BeforeIn);
        // IN NATURAL LANGUAGE MODE WITH QUERY EXPANSION
        while (cursor.Kind == MySqlTokenKind.Word)
            cursor.Advance();
        Parentheses.Close(ref cursor, summary);
    }

    /// <summary><c>NEXT VALUE FOR sequence</c></summary>
    private static void SequenceValue(ref TokenCursor cursor, SummaryBuilder summary)
    {
        AccessMode access = cursor.Is(MySqlKeyword.Next) ? AccessMode.Write : AccessMode.Read;
        cursor.Advance(3);
        NameReader.Target(ref cursor, summary, access);
        summary.Value?.AddOther();
    }

    /// <summary><c>VALUES(column)</c>: what ON DUPLICATE KEY UPDATE was about to insert.</summary>
    private static void InsertedValue(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Advance();
        Expression? outer = summary.Value;
        outer?.AddOther();
        if (summary.InsertedRow is null)
        {
            ExpressionParser.Group(ref cursor, summary);
            return;
        }
        summary.Value = null;
        ExpressionParser.Group(ref cursor, summary);
        summary.Value = outer;
    }
}
