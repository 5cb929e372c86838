using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>
/// MERGE. Its UPDATE and DELETE actions have no WHERE; the condition between MATCHED and THEN is the one of their own.
/// </summary>
internal static class MergeParser
{
    public static StatementKind Merge(ref TokenCursor cursor, SummaryBuilder summary)
    {
        summary.Add(StatementKind.Merge);
        cursor.Advance();
        if (!cursor.Accept(PostgresKeyword.Into))
            summary.Partial("INTO was expected");
        if (NameReader.Target(ref cursor, summary, AccessMode.Write) is { } target)
            summary.ReadStored(target);
        Clauses.TargetAlias(ref cursor);
        if (!cursor.Accept(PostgresKeyword.Using))
            summary.Partial("USING was expected");
        FromParser.JoinTree(ref cursor, summary);
        while (cursor.Accept(PostgresKeyword.When))
            Branch(ref cursor, summary);
        Clauses.Returning(ref cursor, summary);
        return StatementKind.Merge;
    }

    /// <summary><c>WHEN [NOT] MATCHED [BY SOURCE | BY TARGET] [AND condition] THEN action</c></summary>
    private static void Branch(ref TokenCursor cursor, SummaryBuilder summary)
    {
        cursor.Accept(PostgresKeyword.Not);
        if (!cursor.Accept(PostgresKeyword.Matched))
            summary.Partial("MATCHED was expected");
        if (cursor.Accept(PostgresKeyword.By))
            cursor.Advance();
        WherePresence condition = WherePresence.Missing;
        if (cursor.Accept(PostgresKeyword.And))
        {
            condition = WherePresence.Present;
            ExpressionParser.Run(ref cursor, summary, ExpressionPlace.MergeBranch);
        }
        if (!cursor.Accept(PostgresKeyword.Then))
            summary.Partial("THEN was expected");
        Action(ref cursor, summary, condition);
    }

    private static void Action(ref TokenCursor cursor, SummaryBuilder summary, WherePresence condition)
    {
        if (cursor.Accept(PostgresKeyword.Update, PostgresKeyword.Set))
        {
            summary.Add(StatementKind.Update);
            summary.Where(condition);
            summary.StoresWhatItReads();
            AssignmentParser.List(ref cursor, summary, ExpressionPlace.MergeBranch);
        }
        else if (cursor.Accept(PostgresKeyword.Delete))
        {
            summary.Add(StatementKind.Delete);
            summary.Where(condition);
        }
        else if (cursor.Accept(PostgresKeyword.Insert))
        {
            summary.Add(StatementKind.Insert);
            summary.StoresWhatItReads();
            ExpressionParser.Run(ref cursor, summary, ExpressionPlace.MergeBranch);
        }
        else if (!cursor.Accept(PostgresKeyword.Do, PostgresKeyword.Nothing))
            summary.Partial("the action of a MERGE could not be read");
    }
}
