using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>DELETE from one table, and from several by way of a join.</summary>
internal static class DeleteParser
{
    public static StatementKind Delete(ref TokenCursor cursor, SummaryBuilder summary)
    {
        summary.Add(StatementKind.Delete);
        cursor.Advance();
        while (IsOption(cursor))
            cursor.Advance();
        if (!cursor.Accept(MySqlKeyword.From))
        {
            List<SqlName> targets = Targets(ref cursor, summary);
            if (!cursor.Accept(MySqlKeyword.From))
                summary.Partial("FROM was expected");
            Several(ref cursor, summary, targets);
        }
        else if (NamesTargets(cursor))
        {
            List<SqlName> targets = Targets(ref cursor, summary);
            if (!cursor.Accept(MySqlKeyword.Using))
                summary.Partial("USING was expected");
            Several(ref cursor, summary, targets);
        }
        else
            One(ref cursor, summary);
        return StatementKind.Delete;
    }

    /// <summary>QUICK and HISTORY can be the name of a table, but not before FROM.</summary>
    private static bool IsOption(in TokenCursor cursor) =>
        cursor.Keyword is MySqlKeyword.LowPriority or MySqlKeyword.Ignore
        || (cursor.Keyword is MySqlKeyword.Quick or MySqlKeyword.History
            && (cursor.Next.Keyword is MySqlKeyword.From or MySqlKeyword.Ignore or MySqlKeyword.LowPriority || cursor.Next.IsName));

    /// <summary><c>FROM a, b.* USING ..</c></summary>
    private static bool NamesTargets(in TokenCursor cursor)
    {
        TokenCursor ahead = cursor;
        while (ahead.Current.IsName || ahead.Kind is MySqlTokenKind.Dot or MySqlTokenKind.Comma or MySqlTokenKind.Star)
            ahead.Advance();
        return ahead.Is(MySqlKeyword.Using);
    }

    private static List<SqlName> Targets(ref TokenCursor cursor, SummaryBuilder summary)
    {
        var targets = new List<SqlName>(2);
        do
        {
            if (NameReader.Qualified(ref cursor, summary) is { } target)
                targets.Add(target);
            if (cursor.Accept(MySqlTokenKind.Dot) && !cursor.Accept(MySqlTokenKind.Star))
                summary.Partial("a star was expected");
        }
        while (cursor.Accept(MySqlTokenKind.Comma));
        return targets;
    }

    private static void Several(ref TokenCursor cursor, SummaryBuilder summary, List<SqlName> targets)
    {
        List<NamedTable> tables = NamedTables.In(FromParser.References(ref cursor, summary));
        foreach (SqlName target in targets)
        {
            // The exact alias is sure; anything else may also be the name of a relation.
            if (target.Schema is not null || !tables.Exists(table => table.Alias == target.Name))
                summary.Write(target);
            foreach (NamedTable table in tables.Where(table => NamedTables.MayBe(table, target.Name)))
                summary.Write(table.Name);
        }
        summary.Where(cursor.Is(MySqlKeyword.Where) ? WherePresence.Present : WherePresence.Missing);
        ModificationTail.Clauses(ref cursor, summary);
    }

    private static void One(ref TokenCursor cursor, SummaryBuilder summary)
    {
        var table = TableParser.Table(ref cursor, summary, TableUse.NotedByStatement) as NamedTable;
        if (table is not null)
            summary.Write(table.Name);
        // DELETE HISTORY FROM t BEFORE SYSTEM_TIME x
        if (cursor.Accept(MySqlKeyword.Before, MySqlKeyword.SystemTime))
        {
            if (cursor.Keyword is MySqlKeyword.Timestamp or MySqlKeyword.Transaction && cursor.Next.Kind != MySqlTokenKind.String)
                cursor.Advance();
            ExpressionParser.Condition(ref cursor, summary);
        }
        summary.Where(cursor.Is(MySqlKeyword.Where) ? WherePresence.Present : WherePresence.Missing);
        ModificationTail.Clauses(ref cursor, summary);
        ReturningParser.Returning(ref cursor, summary, table?.Name, table?.Alias);
    }
}
