using WireProxy.Sql.Analysis;
using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.Lineages;

/// <summary>The tables that names inside one SELECT can mean, and the SELECT around it.</summary>
internal sealed class Scope(Scope? outer, NameRules rules)
{
    private readonly Dictionary<string, Lineage> _aliases = new(StringComparer.OrdinalIgnoreCase);

    public List<ResolvedTable> Tables { get; } = new(2);

    /// <summary>Whether USING or NATURAL makes one column of several.</summary>
    public bool HasMergedColumns { get; set; }

    public Scope? Outer { get; } = outer;

    /// <summary>Sub-queries of later select items can name earlier ones by their aliases.</summary>
    public void AddAlias(string name, Lineage lineage) =>
        _aliases[name] = _aliases.TryGetValue(name, out Lineage other) ? LineageSets.Union(other, lineage) : lineage;

    public Lineage Resolve(ColumnReference column, ResolverBudget budget) =>
        column.Table is { } table ? Qualified(column, table, budget) : Unqualified(column.Column, budget);

    /// <summary>Whether a name can only be that of a table, whose row it stands for.</summary>
    public bool IsRow(string name, ResolverBudget budget)
    {
        bool isTable = false;
        for (Scope? scope = this; scope is not null; scope = scope.Outer)
        {
            if (!budget.Take(scope.Cost()) || scope.Possible(name) is not null)
                return false;
            isTable |= scope.Tables.Exists(table => table.Name == name);
        }
        return isTable;
    }

    private Lineage Qualified(ColumnReference column, string table, ResolverBudget budget)
    {
        for (Scope? scope = this; scope is not null; scope = scope.Outer)
        {
            if (!budget.Take(scope.Tables.Count))
                return Lineage.Unknown;
            foreach (StringComparison comparison in rules.TableComparisons)
            {
                if (scope.In(column, table, comparison, budget) is { } lineage)
                    return lineage;
            }
        }
        return Lineage.Unknown;
    }

    private Lineage? In(ColumnReference column, string table, StringComparison comparison, ResolverBudget budget)
    {
        Lineage? found = null;
        foreach (ResolvedTable candidate in Tables)
        {
            bool isNamed = string.Equals(candidate.Name, table, comparison)
                && (column.Schema is null || candidate.Schema is null || string.Equals(candidate.Schema, column.Schema, rules.ColumnComparison));
            if (!isNamed)
                continue;
            Lineage lineage = column.Column == "*" ? candidate.Row(budget) : candidate.Column(column.Column, rules) ?? Lineage.Unknown;
            found = found is { } other ? LineageSets.Union(other, lineage) : lineage;
        }
        return found;
    }

    /// <summary>A table that surely has the column decides; else every table that may have it, here and further out.</summary>
    private Lineage Unqualified(string name, ResolverBudget budget)
    {
        Lineage? found = null;
        for (Scope? scope = this; scope is not null; scope = scope.Outer)
        {
            if (!budget.Take(scope.Cost()))
                return Lineage.Unknown;
            if (scope != this && scope._aliases.TryGetValue(name, out Lineage alias))
                found = found is { } known ? LineageSets.Union(known, alias) : alias;
            Lineage? listed = scope.Listed(name);
            Lineage? here = listed is null || scope.HasMergedColumns ? scope.Possible(name) : listed;
            if (here is { } lineage)
                found = found is { } other ? LineageSets.Union(other, lineage) : lineage;
            if (listed is not null)
                return found ?? Lineage.Unknown;
        }
        Lineage? row = rules.Row(this, name, budget);
        if (found is { } column)
            return row is { } whole ? LineageSets.Union(column, whole) : column;
        return row ?? Lineage.Unknown;
    }

    private Lineage? Listed(string name)
    {
        Lineage? found = null;
        foreach (ResolvedTable table in Tables)
        {
            if (table.Listed(name, rules) is { } lineage)
                found = found is { } other ? LineageSets.Union(other, lineage) : lineage;
        }
        return found;
    }

    private Lineage? Possible(string name)
    {
        Lineage? found = null;
        foreach (ResolvedTable table in Tables)
        {
            if (table.Column(name, rules) is { } lineage)
                found = found is { } other ? LineageSets.Union(other, lineage) : lineage;
        }
        return found;
    }

    private int Cost()
    {
        int cost = Tables.Count;
        foreach (ResolvedTable table in Tables)
            cost += table.Columns?.Count ?? 1;
        return cost;
    }
}
