using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Tests.Printing;

/// <summary>A query as a tree, and what its summary and lineage must say, as the generator knows it.</summary>
/// <param name="Tree">The query.</param>
/// <param name="Columns">Its columns in order.</param>
internal sealed record GeneratedQuery(Query Tree, IReadOnlyList<GeneratedColumn> Columns);

/// <summary>A column of a result, and the stored columns that its value is made of.</summary>
internal sealed record GeneratedColumn(string Name, IReadOnlySet<string> Sources)
{
    public override string ToString() => $"{Name}:{string.Join('+', Sources.Order(StringComparer.Ordinal))}";
}

/// <summary>A table that names can be qualified with.</summary>
internal sealed record VisibleTable(string Name, IReadOnlyList<GeneratedColumn> Columns);
