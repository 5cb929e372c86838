using WireProxy.Sql.Analysis;

namespace WireProxy.Sql.Parsing.Lineages;

/// <summary>PostgreSQL: names are folded already, and a name that is no column can be a table's whole row.</summary>
internal sealed class PostgresNames : NameRules
{
    private static readonly StringComparison[] SpellingOnly = [StringComparison.Ordinal];

    private PostgresNames()
    {
    }

    public static PostgresNames Instance { get; } = new();

    public override ReadOnlySpan<StringComparison> TableComparisons => SpellingOnly;

    public override StringComparison ColumnComparison => StringComparison.Ordinal;

    public override UsingOrder UsingOrder => UsingOrder.Declared;

    public override Lineage? Unlisted(ResolvedTable table, string name)
    {
        if (table.Columns is { } columns)
            return table.Stored is not null && IsSystemColumn(name) ? LineageSets.Constant : Unnamed(columns);
        if (table.Any is { } any)
            return any;
        // Whoever knows the relation has to look whether it has this column: if not, relation.name calls a function with the row.
        return table.Stored is { } relation
            ? new Lineage(true, [new SourceColumn(relation, name)]) { Derivation = Derivation.Copy }
            : Lineage.Unknown;
    }

    /// <summary>Columns are looked for in all scopes before tables are.</summary>
    public override Lineage? Row(Scope scope, string name, ResolverBudget budget)
    {
        for (Scope? at = scope; at is not null; at = at.Outer)
        {
            if (!budget.Take(at.Tables.Count))
                return Lineage.Unknown;
            foreach (ResolvedTable table in at.Tables)
            {
                if (table.Name == name)
                    return table.Row(budget);
            }
        }
        return null;
    }

    /// <summary>An alias may name fewer columns than there are.</summary>
    public override List<OutputColumn>? Renamed(List<OutputColumn> columns, List<string> names) =>
        names.Count > columns.Count
            ? null
            : columns.Select((column, place) => place < names.Count ? column with { Name = names[place] } : column).ToList();

    /// <summary>Columns whose names the server makes up can have any name.</summary>
    private static Lineage? Unnamed(List<OutputColumn> columns)
    {
        Lineage? found = null;
        foreach (OutputColumn column in columns)
        {
            if (column.Name is null)
                found = found is { } other ? LineageSets.Union(other, column.Lineage) : column.Lineage;
        }
        return found;
    }

    private static bool IsSystemColumn(string name) => name is "tableoid" or "ctid" or "xmin" or "xmax" or "cmin" or "cmax";
}
