using System.Collections.Frozen;
using System.Collections.Immutable;
using WireProxy.Policy;
using WireProxy.Sql.Analysis;

namespace WireProxy.Masking.Postgres.Catalog;

/// <summary>
/// What a database's catalog said about its relations at one moment. Immutable, shared by the sessions of one database
/// and policy scope. What it does not know is masked.
/// </summary>
internal sealed class CatalogSnapshot : IRelationCatalog, IRelationShapes
{
    private static long s_readings;

    private readonly FrozenDictionary<uint, RelationFacts> _byOid;
    private readonly FrozenDictionary<SqlName, NameExposure> _byName;
    private readonly ILookup<string, RelationFacts> _sameNamed;
    private readonly RoutineCatalog _routines;

    private CatalogSnapshot(
        long version, DateTimeOffset readAt, FrozenDictionary<uint, RelationFacts> byOid, FrozenSet<string> rowFunctions, IEnumerable<Routine> routines)
    {
        _routines = new RoutineCatalog(routines);
        RowFunctions = rowFunctions;
        Reading = Interlocked.Increment(ref s_readings);
        Version = version;
        ReadAt = readAt;
        _byOid = byOid;
        _byName = Exposures(byOid.Values);
        _sameNamed = byOid.Values.ToLookup(static relation => relation.Name.Name, StringComparer.Ordinal);
        HasMasks = byOid.Values.Any(static relation => relation.HasMasks && relation.Name.Schema is not ("pg_catalog" or "pg_toast"));
    }

    /// <summary>Nothing is known, so everything is masked.</summary>
    public static CatalogSnapshot Unknown { get; } =
        new(-1, DateTimeOffset.MinValue, FrozenDictionary<uint, RelationFacts>.Empty, FrozenSet<string>.Empty, []);

    public static CatalogSnapshot Of(
        long version, DateTimeOffset readAt, IEnumerable<KeyValuePair<uint, RelationFacts>> relations, IEnumerable<string> rowFunctions,
        IEnumerable<Routine>? routines = null) =>
        new(version, readAt, relations.ToFrozenDictionary(), rowFunctions.ToFrozenSet(StringComparer.Ordinal), routines ?? []);

    /// <summary>The database's version when it was read: grows with every change that the proxy has seen.</summary>
    public long Version { get; }

    /// <summary>No two readings share it: one can say more than the last although the proxy has seen no change.</summary>
    public long Reading { get; }

    public DateTimeOffset ReadAt { get; }

    public bool IsUnknown => Version < 0;

    /// <summary>Whether any relation of the users' own shows something masked.</summary>
    public bool HasMasks { get; }

    public IEnumerable<RelationFacts> Relations => _byOid.Values;

    /// <summary>Functions that <c>relation.name</c> can call.</summary>
    public FrozenSet<string> RowFunctions { get; }

    public RelationFacts? Find(uint oid) => _byOid.GetValueOrDefault(oid);

    /// <summary>
    /// What reading a relation of this name can show. Without a schema it is the worst of all schemas: a search_path or
    /// a temporary relation can make the name mean another relation at any time.
    /// </summary>
    public NameExposure ExposureOf(SqlName name) => _byName.GetValueOrDefault(name, NameExposure.Unknown);

    public bool MayShowMasked(SqlName relation) => ExposureOf(relation) != NameExposure.Clean;

    public bool MayHold(NamePart schema, string relation) =>
        IsUnknown || !_sameNamed.Contains(relation) || _sameNamed[relation].Any(found => schema.Matches(found.Name.Schema!));

    /// <summary>The relations that a name can mean.</summary>
    public IEnumerable<RelationFacts> Named(SqlName name) =>
        _sameNamed[name.Name].Where(relation => name.Schema is null || name.Schema == relation.Name.Schema);

    /// <summary>The columns of a relation, if all that the name can mean have the same.</summary>
    public RelationShape? Find(SqlName name)
    {
        ImmutableArray<NamedColumn> shape = default;
        foreach (RelationFacts relation in Named(name))
        {
            if (relation.Named.IsDefault || (!shape.IsDefault && !shape.Select(NameOf).SequenceEqual(relation.Named.Select(NameOf))))
                return null;
            shape = relation.Named;
        }
        return shape.IsDefault ? null : new RelationShape([.. shape.Select(NameOf)]);

        static string NameOf(NamedColumn column) => column.Name;
    }

    public bool HasRoutine(SqlName name) => _routines.Has(name);

    public ImmutableArray<Routine>? FindRoutines(SqlName name, int arguments) => _routines.Find(name, arguments);

    /// <summary>Whether a function of this name reads, in a body that is known, what shows something masked.</summary>
    public bool ReadsMasked(SqlName function) => _routines.ReadsMasked(function, this);

    public ImmutableArray<string>? FieldsOf(SourceColumn column)
    {
        ImmutableArray<string>? found = null;
        foreach (RelationFacts relation in Named(column.Relation))
        {
            if (relation.NumberOf(column.Column) is not { } number || !relation.Fields.TryGetValue(number, out ImmutableArray<string> fields)
                || (found is { } other && !other.SequenceEqual(fields)))
                return null;
            found = fields;
        }
        return found;
    }

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
