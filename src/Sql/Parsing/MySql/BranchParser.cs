using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>IF and CASE as statements.</summary>
internal static class BranchParser
{
    public static void If(ref TokenCursor cursor, SummaryBuilder summary)
    {
        do
        {
            cursor.Advance();
            ExpressionParser.Condition(ref cursor, summary);
            if (!cursor.Accept(MySqlKeyword.Then))
                summary.Partial("THEN was expected");
            BodyParser.Sequence(ref cursor, summary);
        }
        while (cursor.Is(MySqlKeyword.Elseif));
        cursor.Accept(MySqlKeyword.Else);
        BodyParser.Block(ref cursor, summary, MySqlKeyword.If);
    }

    public static void Case(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Advance();
        if (!cursor.Is(MySqlKeyword.When))
            ExpressionParser.Condition(ref cursor, summary);
        while (cursor.Accept(MySqlKeyword.When))
        {
            ExpressionParser.Condition(ref cursor, summary);
            if (!cursor.Accept(MySqlKeyword.Then))
                summary.Partial("THEN was expected");
            BodyParser.Sequence(ref cursor, summary);
        }
        cursor.Accept(MySqlKeyword.Else);
        BodyParser.Block(ref cursor, summary, MySqlKeyword.Case);
    }
}
