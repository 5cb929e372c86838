using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>LOOP, WHILE, REPEAT and MariaDB's FOR.</summary>
internal static class LoopParser
{
    public static void Loop(ref TokenCursor cursor, SummaryBuilder summary)
    {
        MySqlKeyword word = cursor.Keyword;
        cursor.Advance();
        if (word == MySqlKeyword.While)
            ExpressionParser.Condition(ref cursor, summary);
        if (word == MySqlKeyword.For)
            Range(ref cursor, summary);
        if (word is MySqlKeyword.While or MySqlKeyword.For && !cursor.Accept(MySqlKeyword.Do))
            summary.Partial("DO was expected");
        if (word == MySqlKeyword.Repeat)
        {
            BodyParser.Sequence(ref cursor, summary);
            if (!cursor.Accept(MySqlKeyword.Until))
                summary.Partial("UNTIL was expected");
            ExpressionParser.Condition(ref cursor, summary);
        }
        BodyParser.Block(ref cursor, summary, word);
    }

    /// <summary><c>i IN 1..10</c>, <c>r IN (SELECT ..)</c>, <c>r IN cursor(1)</c></summary>
    private static void Range(ref TokenCursor cursor, SummaryBuilder summary)
    {
        NameReader.Identifier(ref cursor, summary);
        if (!cursor.Accept(MySqlKeyword.In))
            summary.Partial("IN was expected");
        // REVERSE is no keyword here.
        if (cursor.Current.IsName && cursor.Next.Kind is MySqlTokenKind.Number or MySqlTokenKind.Word or MySqlTokenKind.QuotedWord
            && cursor.Next.Keyword != MySqlKeyword.Do)
            cursor.Advance();
        VariableParser.Store(ExpressionParser.Value(ref cursor, summary), summary);
    }
}
