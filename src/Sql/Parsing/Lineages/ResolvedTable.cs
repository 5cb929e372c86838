using WireProxy.Sql.Analysis;

namespace WireProxy.Sql.Parsing.Lineages;

/// <summary>A table source of a FROM with what is known of its columns.</summary>
/// <param name="Name">What a qualifier calls it: the alias, or the relation's own name.</param>
/// <param name="Stored">The relation, if it is one; a column that is not listed may still exist in it.</param>
/// <param name="Columns">The columns as <c>*</c> lists them; null where they are not known.</param>
internal sealed record ResolvedTable(string? Name, SqlName? Stored, List<OutputColumn>? Columns)
{
    public string? Schema { get; init; }

    /// <summary>Where columns are not listed: the value of any of them, if that is known.</summary>
    public Lineage? Any { get; init; }

    /// <summary>The value of a named column of this table; null where it has none of that name.</summary>
    public Lineage? Column(string name, NameRules rules) => Listed(name, rules) ?? rules.Unlisted(this, name);

    /// <summary>The value of a column that the list has; null where it has none of that name.</summary>
    public Lineage? Listed(string name, NameRules rules)
    {
        Lineage? found = null;
        foreach (OutputColumn column in Columns ?? [])
        {
            if (string.Equals(column.Name, name, rules.ColumnComparison))
                found = found is { } other ? LineageSets.Union(other, column.Lineage) : column.Lineage;
        }
        return found;
    }

    /// <summary>The whole row as one value.</summary>
    public Lineage Row(ResolverBudget budget)
    {
        if (Stored is { } relation)
            return new Lineage(true, [new SourceColumn(relation, "*")]);
        if (Columns is null)
            return Any is { } any ? any with { Derivation = Derivation.Computed } : Lineage.Unknown;
        Lineage row = LineageSets.Constant;
        foreach (OutputColumn column in Columns)
        {
            if (!budget.Take(1))
                return Lineage.Unknown;
            row = LineageSets.Computed(row, column.Lineage);
        }
        return row;
    }
}
