using System.Collections.Immutable;

namespace WireProxy.Sql.Analysis;

/// <summary>One column of a result and the source columns that its value depends on.</summary>
/// <param name="Name">The name as it will appear in the result, or null where the server chooses it.</param>
/// <param name="Lineage">Where the value comes from.</param>
public readonly record struct OutputColumn(string? Name, Lineage Lineage);

/// <summary>The source columns of a value, or the statement that they are not known.</summary>
/// <param name="IsKnown">False: the value may come from anywhere that the statement reads.</param>
/// <param name="Sources">Relation and column names; empty for constants.</param>
public readonly record struct Lineage(bool IsKnown, ImmutableArray<SourceColumn> Sources)
{
    public static Lineage Unknown { get; } = new(false, []);
}

/// <summary>A column of a named relation; <c>*</c> as column stands for all of its columns.</summary>
public readonly record struct SourceColumn(SqlName Relation, string Column);
