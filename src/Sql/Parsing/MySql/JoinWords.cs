using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>Takes the words of a join.</summary>
internal static class JoinWords
{
    public static bool TryTake(ref TokenCursor cursor, SummaryBuilder summary, out JoinSide side, out JoinMatch match)
    {
        side = JoinSide.Left;
        match = JoinMatch.None;
        if (cursor.Accept(MySqlKeyword.StraightJoin))
            return true;
        if (!StartsHere(cursor))
            return false;
        if (cursor.Accept(MySqlKeyword.Natural))
            match = JoinMatch.Natural;
        if (cursor.Is(MySqlKeyword.Right))
            side = JoinSide.Right;
        while (cursor.Keyword is MySqlKeyword.Left or MySqlKeyword.Right or MySqlKeyword.Inner or MySqlKeyword.Cross
            or MySqlKeyword.Outer or MySqlKeyword.Full)
            cursor.Advance();
        if (!cursor.Accept(MySqlKeyword.Join) && !cursor.Accept(MySqlKeyword.StraightJoin))
            summary.Partial("JOIN was expected");
        return true;
    }

    private static bool StartsHere(in TokenCursor cursor) => cursor.Keyword is MySqlKeyword.Join or MySqlKeyword.Natural
        or MySqlKeyword.Left or MySqlKeyword.Right or MySqlKeyword.Inner or MySqlKeyword.Cross;
}
