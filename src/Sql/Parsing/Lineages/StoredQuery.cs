using System.Collections.Immutable;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.Lineages;

/// <summary>Rows that a statement stores, and where.</summary>
/// <param name="Relation">Null where they go into no relation, or into one that is not known.</param>
/// <param name="Columns">The columns of the relation that take the query's columns; null where the statement does not list them.</param>
/// <param name="Query">What is stored.</param>
internal sealed record StoredQuery(SqlName? Relation, List<string>? Columns, Query Query)
{
    /// <summary>Values as a query would return them that selects them from the tables.</summary>
    public static Query Of(IEnumerable<Expression> values, List<JoinTree>? tables)
    {
        var arm = new SelectArm { From = tables };
        arm.Items.AddRange(values.Select(static value => new SelectItem(null, default, value, null)));
        var query = new Query();
        query.Arms.Add(arm);
        return query;
    }

    /// <summary>Each value; null where their number is not known.</summary>
    public IEnumerable<StoredValue>? Values(LineageResolver resolver)
    {
        IRelationShapes? shapes = resolver.Shapes;
        if (resolver.Outputs(Query) is not { } outputs)
            return null;
        ImmutableArray<string>? columns = Columns is not null ? [.. Columns] : Relation is { } relation ? shapes?.Find(relation)?.Columns : null;
        return outputs.Select((output, place) => new StoredValue(Target(columns, place, outputs.Length), output.Lineage));
    }

    private SourceColumn? Target(ImmutableArray<string>? columns, int place, int count) =>
        Relation is { } relation && columns is { } known && known.Length == count ? new SourceColumn(relation, known[place]) : null;
}
