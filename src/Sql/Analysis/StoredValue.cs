namespace WireProxy.Sql.Analysis;

/// <summary>A value that a statement stores.</summary>
/// <param name="Target">
/// The column that it goes into; null where that is not known, and where it is none: a variable, a file, a column of a new relation.
/// </param>
/// <param name="Lineage">Where the value comes from.</param>
public readonly record struct StoredValue(SourceColumn? Target, Lineage Lineage);
