using WireProxy.Sql.Analysis;

namespace WireProxy.Sql.Parsing.Lineages;

/// <summary>How a dialect finds what a name inside a query means.</summary>
internal abstract class NameRules
{
    /// <summary>How table names are compared: the first comparison that finds one decides.</summary>
    public abstract ReadOnlySpan<StringComparison> TableComparisons { get; }

    public abstract StringComparison ColumnComparison { get; }

    public abstract UsingOrder UsingOrder { get; }

    /// <summary>The value of a column that is not in the list of a table; null if the table surely has none of that name.</summary>
    public abstract Lineage? Unlisted(ResolvedTable table, string name);

    /// <summary>What a name can mean besides a column: the row of a table. Null where that can not be.</summary>
    public abstract Lineage? Row(Scope scope, string name, ResolverBudget budget);

    /// <summary>Columns under the names that an alias gives them; null where their number does not allow it.</summary>
    public abstract List<OutputColumn>? Renamed(List<OutputColumn> columns, List<string> names);
}

/// <summary>In which order a join lists the columns of USING.</summary>
internal enum UsingOrder : byte
{
    FirstTable,
    Declared,
}
