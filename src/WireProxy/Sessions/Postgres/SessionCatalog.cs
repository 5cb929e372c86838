using WireProxy.Masking.Catalog;

namespace WireProxy.Sessions.Postgres;

/// <summary>The catalog as one masked session knows it, between its two directions.</summary>
internal sealed class SessionCatalog(CatalogStore store, DatabaseCatalogs database, CatalogPlan plan)
{
    private volatile CatalogSnapshot _current = CatalogSnapshot.Unknown;
    private volatile CatalogLoad? _loading;

    public CatalogSnapshot Current => _current;

    public CatalogLoad? Loading => _loading;

    /// <summary>The current catalog, or a newer one that another session has read.</summary>
    public CatalogSnapshot TakeLatest()
    {
        if (store.FreshnessOf(_current, database) == CatalogFreshness.Stale)
            _current = database.Latest(plan);
        return _current;
    }

    /// <summary>Whether the catalog must be read before a statement with these effects.</summary>
    public bool MustBeRead(StatementEffects effects)
    {
        CatalogFreshness freshness = store.FreshnessOf(TakeLatest(), database);
        return freshness == CatalogFreshness.Stale
            || (freshness == CatalogFreshness.Settled && (effects & StatementEffects.NamesUnknownRelation) != 0);
    }

    public void BeginLoad() => _loading = new CatalogLoad(plan, database.Version, store.Now);

    /// <summary>The reading is complete, or failed: the waiting direction goes on with what it brought.</summary>
    public void EndLoad(CatalogLoad load)
    {
        CatalogSnapshot snapshot = load.Finish();
        _current = snapshot;
        if (!snapshot.IsUnknown)
            database.Keep(plan, snapshot);
        load.Release();
    }

    /// <summary>A statement that may change the schema is on its way: nothing is known until it was read again.</summary>
    public void Distrust()
    {
        _current = CatalogSnapshot.Unknown;
        database.NoteSchemaChange();
    }

    /// <summary>The server completed a change of the schema.</summary>
    public void NoteSchemaChange() => database.NoteSchemaChange();
}
