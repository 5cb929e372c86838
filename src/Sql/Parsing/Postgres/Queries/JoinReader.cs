using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.Postgres.Queries;

/// <summary>Reads joins. <c>a JOIN b JOIN c ON .. ON ..</c> joins b and c first.</summary>
internal static class JoinReader
{
    public static JoinTree Tree(ref TokenCursor cursor, Reading reading)
    {
        var tree = new JoinTree();
        tree.Steps.Add(new JoinStep(TableReader.Source(ref cursor, reading), JoinSide.Left));
        Joins(ref cursor, reading, tree);
        return tree;
    }

    private static void Joins(ref TokenCursor cursor, Reading reading, JoinTree tree)
    {
        while (JoinWord.StartsHere(cursor))
        {
            JoinMatch match = Words(ref cursor, reading);
            TableSource source = TableReader.Source(ref cursor, reading);
            if (match == JoinMatch.On && JoinWord.StartsHere(cursor))
                source = Nested(ref cursor, reading, source);
            var step = new JoinStep(source, JoinSide.Left) { Match = match };
            tree.Steps.Add(step);
            if (match == JoinMatch.On)
                Condition(ref cursor, reading, step);
        }
    }

    private static NestedJoin Nested(ref TokenCursor cursor, Reading reading, TableSource first)
    {
        var inner = new JoinTree();
        inner.Steps.Add(new JoinStep(first, JoinSide.Left));
        if (cursor.TryEnter())
        {
            Joins(ref cursor, reading, inner);
            cursor.Leave();
        }
        else
            reading.Fail(ref cursor);
        return new NestedJoin([inner]);
    }

    /// <summary><c>[NATURAL] [LEFT | ...] [OUTER] JOIN</c>; says how the columns will match, ON standing for what follows.</summary>
    private static JoinMatch Words(ref TokenCursor cursor, Reading reading)
    {
        JoinMatch match = JoinMatch.On;
        while (cursor.Keyword is PostgresKeyword.Natural or PostgresKeyword.Cross or PostgresKeyword.Inner
            or PostgresKeyword.Left or PostgresKeyword.Right or PostgresKeyword.Full or PostgresKeyword.Outer)
        {
            if (cursor.Is(PostgresKeyword.Natural))
                match = JoinMatch.Natural;
            else if (cursor.Is(PostgresKeyword.Cross))
                match = JoinMatch.None;
            cursor.Advance();
        }
        reading.Expect(ref cursor, PostgresKeyword.Join);
        return match;
    }

    private static void Condition(ref TokenCursor cursor, Reading reading, JoinStep step)
    {
        if (cursor.Accept(PostgresKeyword.On))
        {
            TokenSkip.JoinCondition(ref cursor, reading);
            return;
        }
        reading.Expect(ref cursor, PostgresKeyword.Using);
        if (cursor.Kind != TokenKind.OpenParen)
        {
            reading.Fail(ref cursor);
            return;
        }
        step.Match = JoinMatch.Using;
        step.Using = TableReader.Names(ref cursor, reading);
        // An alias of the merged columns alone.
        if (cursor.Is(PostgresKeyword.As))
            reading.Fail(ref cursor);
    }
}
