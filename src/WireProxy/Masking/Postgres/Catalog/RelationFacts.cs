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
}
