using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>MariaDB's RETURNING: a select list over the rows that were written.</summary>
internal static class ReturningParser
{
    public static void Returning(ref TokenCursor cursor, SummaryBuilder summary, SqlName? target, string? alias = null)
    {
        if (!cursor.Accept(MySqlKeyword.Returning))
            return;
        var arm = new SelectArm();
        SelectListParser.Items(ref cursor, summary, arm.Items);
        if (target is { } name)
        {
            summary.ReadStored(name);
            var tree = new JoinTree();
            tree.Steps.Add(new JoinStep(new NamedTable(name) { Alias = alias }, JoinSide.Left));
            arm.From = [tree];
        }
        var query = new Query();
        query.Arms.Add(arm);
        summary.Returned = query;
        summary.Result = ResultColumns.Listed;
    }
}
