using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.MySql.Ast;

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
        List<ColumnReference> targets = AssignmentParser.List(ref cursor, summary, isJoin ? AssignedTables.Several : AssignedTables.One);
        summary.Where(cursor.Is(MySqlKeyword.Where) ? WherePresence.Present : WherePresence.Missing);
        foreach (NamedTable table in tables)
        {
            if (isJoin)
                summary.Read(table.Name);
            if (!isJoin || targets.Exists(target => target.Table is null || NamedTables.MayBe(table, target.Table)))
                summary.Write(table.Name);
        }
        ModificationTail.Clauses(ref cursor, summary);
        ReturningParser.Returning(ref cursor, summary, isJoin || tables.Count == 0 ? null : tables[0].Name, tables.Count == 1 ? tables[0].Alias : null);
        return StatementKind.Update;
    }
}
