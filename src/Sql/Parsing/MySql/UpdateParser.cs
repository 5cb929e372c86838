using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;
using WireProxy.Sql.Parsing.Lineages;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>UPDATE of one table or of a join.</summary>
internal static class UpdateParser
{
    public static StatementKind Update(ref TokenCursor cursor, SummaryBuilder summary)
    {
        summary.Add(StatementKind.Update);
        cursor.Advance();
        while (cursor.Keyword is MySqlKeyword.LowPriority or MySqlKeyword.Ignore)
            cursor.Advance();
        List<JoinTree> trees = FromParser.References(ref cursor, summary, TableUse.NotedByStatement);
        List<NamedTable> tables = NamedTables.In(trees);
        bool isJoin = trees.Count > 1 || trees.Exists(tree => tree.Steps.Count != 1 || tree.Steps[0].Source is not NamedTable);
        if (!cursor.Accept(MySqlKeyword.Set))
            summary.Partial("SET was expected");
        List<Assignment> assignments = AssignmentParser.List(ref cursor, summary, isJoin ? AssignedTables.Several : AssignedTables.One);
        summary.Where(cursor.Is(MySqlKeyword.Where) ? WherePresence.Present : WherePresence.Missing);
        foreach (NamedTable table in tables)
        {
            if (isJoin)
                summary.Read(table.Name);
            if (!isJoin || assignments.Exists(assignment => assignment.Column.Table is not { } target || NamedTables.MayBe(table, target)))
                summary.Write(table.Name);
        }
        foreach (Assignment assignment in assignments)
            Store(assignment, trees, isJoin ? TargetOf(assignment.Column, tables) : tables[0].Name, summary);
        ModificationTail.Clauses(ref cursor, summary);
        ReturningParser.Returning(ref cursor, summary, isJoin || tables.Count == 0 ? null : tables[0].Name, tables.Count == 1 ? tables[0].Alias : null);
        return StatementKind.Update;
    }

    private static void Store(Assignment assignment, List<JoinTree> trees, SqlName? relation, SummaryBuilder summary)
    {
        if (assignment.Movement == ValueMovement.Kept)
            summary.Keeps(relation, assignment.Column.Column, assignment.Value);
        else if (assignment.Movement == ValueMovement.Moved)
            summary.StoresWhatItReads(new StoredQuery(relation, [assignment.Column.Column], StoredQuery.Of([assignment.Value], trees)));
    }

    /// <summary>Null where the column may belong to several of the tables.</summary>
    private static SqlName? TargetOf(ColumnReference column, List<NamedTable> tables)
    {
        List<NamedTable> possible = column.Table is { } qualifier ? tables.FindAll(table => NamedTables.MayBe(table, qualifier)) : tables;
        return possible.Count == 1 ? possible[0].Name : null;
    }
}
