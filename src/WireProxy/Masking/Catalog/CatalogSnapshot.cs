using System.Collections.Frozen;
using WireProxy.Sql.Analysis;

namespace WireProxy.Masking.Catalog;

/// <summary>
/// What a database's catalog said about its relations at one moment. Immutable, shared by the sessions of one database
/// and policy scope. What it does not know is masked.
/// </summary>
internal sealed class CatalogSnapshot
{
    private readonly FrozenDictionary<uint, RelationFacts> _byOid;
    private readonly FrozenDictionary<SqlName, NameExposure> _byName;

    private CatalogSnapshot(long version, DateTimeOffset readAt, FrozenDictionary<uint, RelationFacts> byOid)
    {
        Version = version;
        ReadAt = readAt;
        _byOid = byOid;
        _byName = Exposures(byOid.Values);
    }

    /// <summary>Nothing is known, so everything is masked.</summary>
    public static CatalogSnapshot Unknown { get; } =
        new(-1, DateTimeOffset.MinValue, FrozenDictionary<uint, RelationFacts>.Empty);

    public static CatalogSnapshot Of(long version, DateTimeOffset readAt, IEnumerable<KeyValuePair<uint, RelationFacts>> relations) =>
        new(version, readAt, relations.ToFrozenDictionary());

    /// <summary>Grows with every change that the proxy has seen; judgements of one version hold for that version only.</summary>
    public long Version { get; }

    public DateTimeOffset ReadAt { get; }

    public bool IsUnknown => Version < 0;

    public IEnumerable<RelationFacts> Relations => _byOid.Values;

    public RelationFacts? Find(uint oid) => _byOid.GetValueOrDefault(oid);

    /// <summary>
    /// What reading a relation of this name can show. Without a schema it is the worst of all schemas: a search_path or
    /// a temporary relation can make the name mean another relation at any time.
    /// </summary>
    public NameExposure ExposureOf(SqlName name) => _byName.GetValueOrDefault(name, NameExposure.Unknown);

    private static FrozenDictionary<SqlName, NameExposure> Exposures(IEnumerable<RelationFacts> relations)
    {
        var exposures = new Dictionary<SqlName, NameExposure>();
        foreach (RelationFacts relation in relations)
        {
            NameExposure exposure = relation.HasMasks ? NameExposure.Masked : NameExposure.Clean;
            exposures[relation.Name] = exposure;
            var unqualified = new SqlName(null, relation.Name.Name);
            if (exposures.GetValueOrDefault(unqualified) < exposure)
                exposures[unqualified] = exposure;
        }
        return exposures.ToFrozenDictionary();
    }
}

/// <summary>What reading a relation of some name can show; a greater value is the stricter one.</summary>
internal enum NameExposure : byte
{
    Unknown,
    Clean,
    Masked,
}
