using System.Collections.Immutable;
using WireProxy.Sql.Analysis;

namespace WireProxy.Masking.Postgres.Catalog;

/// <summary>A relation of the database and which of its columns a policy masks.</summary>
/// <param name="Name">Schema and name.</param>
/// <param name="Columns">The highest attribute number when the catalog was read; a later one is unknown.</param>
/// <param name="Masks">By attribute number; a relation that shows nothing masked has none.</param>
internal sealed record RelationFacts(SqlName Name, short Columns, ImmutableDictionary<short, MaskSpec> Masks)
{
    public bool HasMasks => !Masks.IsEmpty;

    /// <summary>The columns that can be named, in order; default where they were not read.</summary>
    public ImmutableArray<NamedColumn> Named { get; init; }

    /// <summary>The fields of the columns of composite types.</summary>
    public ImmutableDictionary<short, ImmutableArray<string>> Fields { get; init; } = ImmutableDictionary<short, ImmutableArray<string>>.Empty;

    /// <summary>The number of a column by its name; null where there is none, or the names were not read.</summary>
    public short? NumberOf(string column)
    {
        foreach (NamedColumn named in Named.IsDefault ? [] : Named)
        {
            if (named.Name == column)
                return named.Number;
        }
        return null;
    }
}

/// <summary>A column and its attribute number.</summary>
internal readonly record struct NamedColumn(short Number, string Name);
