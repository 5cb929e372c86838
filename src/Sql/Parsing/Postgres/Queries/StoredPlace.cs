using WireProxy.Sql.Parsing.Ast;
using WireProxy.Sql.Parsing.Lineages;

namespace WireProxy.Sql.Parsing.Postgres.Queries;

/// <summary>Where a modification stands, and what it writes to.</summary>
/// <param name="Reading">Takes what is stored.</param>
/// <param name="Enclosing">The query whose WITH the modification has.</param>
/// <param name="Target">What it writes to.</param>
internal sealed record StoredPlace(Reading Reading, Query Enclosing, NamedTable Target)
{
    /// <summary>Rows go into columns; into those of the target in order where none are listed.</summary>
    public void Add(List<string>? columns, Query rows) => Reading.Stored!.Add(new StoredQuery(Target.Name, columns, In(rows)));

    /// <summary>Assignments over the target and other tables.</summary>
    public void Add(StoredAssignments assignments, List<JoinTree> others)
    {
        var tree = new JoinTree();
        tree.Steps.Add(new JoinStep(Target, JoinSide.Left));
        Query rows = In(StoredQuery.Of(assignments.Values, [tree, .. others]));
        Reading.Stored!.Add(new StoredQuery(assignments.Columns is null ? null : Target.Name, assignments.Columns, rows));
    }

    /// <summary>The names of its own WITH, and of the statement's around it as far as they are in scope.</summary>
    private Query In(Query rows)
    {
        Query inner = Under(Enclosing, Enclosing.CommonTables, rows);
        if (Reading.Outermost is not { } outermost || ReferenceEquals(outermost, Enclosing))
            return inner;
        // With RECURSIVE a name declared later is meant, too; without, only those before.
        List<CommonTable>? declared = outermost.With == WithScope.Recursive ? outermost.CommonTables : [.. outermost.CommonTables ?? []];
        return Under(outermost, declared, inner);
    }

    private static Query Under(Query with, List<CommonTable>? tables, Query rows)
    {
        var query = new Query { CommonTables = tables, With = with.With };
        query.Arms.Add(new NestedArm(rows));
        return query;
    }
}
