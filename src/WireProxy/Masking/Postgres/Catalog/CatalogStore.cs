using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace WireProxy.Masking.Postgres.Catalog;

/// <summary>The catalogs that were read, by endpoint, database and policy scope, and the changes seen since.</summary>
internal sealed class CatalogStore(TimeProvider time)
{
    // Changes that did not pass through this proxy are noticed after this time at the latest.
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(60);

    // A statement that names an unknown relation asks for a new reading, but not more often than this.
    private static readonly TimeSpan MinAge = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<(string Endpoint, string Database), DatabaseCatalogs> _databases = new();

    public DatabaseCatalogs Of(string endpoint, string database) =>
        _databases.GetOrAdd((endpoint, database), static _ => new DatabaseCatalogs());

    public CatalogFreshness FreshnessOf(CatalogSnapshot snapshot, DatabaseCatalogs database)
    {
        TimeSpan age = time.GetUtcNow() - snapshot.ReadAt;
        if (snapshot.Version != database.Version || age > MaxAge)
            return CatalogFreshness.Stale;
        return age > MinAge ? CatalogFreshness.Settled : CatalogFreshness.New;
    }

    public DateTimeOffset Now => time.GetUtcNow();
}

/// <summary>The catalogs of one database, and how often its schema was seen to change.</summary>
internal sealed class DatabaseCatalogs
{
    // Gone with the last session of a scope that a reload has replaced.
    private readonly ConditionalWeakTable<object, CatalogSnapshot> _byScope = [];
    private long _version = Versions.Next();

    public long Version => Volatile.Read(ref _version);

    public CatalogSnapshot Latest(object scope) => _byScope.TryGetValue(scope, out CatalogSnapshot? latest) ? latest : CatalogSnapshot.Unknown;

    public void Keep(object scope, CatalogSnapshot snapshot) => _byScope.AddOrUpdate(scope, snapshot);

    /// <summary>Some session changed the schema, or may have: what was read before is stale.</summary>
    public void NoteSchemaChange() => Volatile.Write(ref _version, Versions.Next());
}

/// <summary>Version numbers that no two databases share, so that a judgement kept under one is never taken for another's.</summary>
file static class Versions
{
    private static long s_last;

    public static long Next() => Interlocked.Increment(ref s_last);
}

/// <summary>How far a snapshot may be trusted.</summary>
internal enum CatalogFreshness : byte
{
    Stale,
    /// <summary>Read a moment ago: reading it again would say the same.</summary>
    New,
    /// <summary>Good, but old enough that an unknown name may have come since.</summary>
    Settled,
}
