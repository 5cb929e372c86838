using WireProxy.Masking.Postgres.Catalog;

namespace WireProxy.Sessions.Postgres;

/// <summary>The catalog as one masked session knows it, between its two directions.</summary>
internal sealed class SessionCatalog(CatalogStore store, DatabaseCatalogs database, CatalogPlan plan)
{
    // Taken where one direction's knowledge could undo the other's.
    private readonly Lock _changing = new();
    private volatile CatalogSnapshot _current = CatalogSnapshot.Unknown;
    private volatile CatalogLoad? _loading;
    private LoadPermit _permit;
    private SchemaView _view;

    public CatalogSnapshot Current => _current;

    public CatalogLoad? Loading => _loading;

    /// <summary>The current catalog, or a newer one that another session has read.</summary>
    public CatalogSnapshot TakeLatest()
    {
        if (store.FreshnessOf(_current, database) != CatalogFreshness.Stale)
            return _current;
        lock (_changing)
        {
            // A stale one is from before the change that made this session forget its own, and other sessions do not see
            // what this one has not committed.
            CatalogSnapshot latest = database.Latest(plan);
            if (_view == SchemaView.Common && store.FreshnessOf(latest, database) != CatalogFreshness.Stale)
                _current = latest;
            return _current;
        }
    }

    /// <summary>Whether the catalog must be read before a statement with these effects.</summary>
    public bool MustBeRead(StatementEffects effects)
    {
        CatalogFreshness freshness = store.FreshnessOf(TakeLatest(), database);
        return freshness == CatalogFreshness.Stale
            || (freshness == CatalogFreshness.Settled && (effects & (StatementEffects.NamesUnknownRelation | StatementEffects.ReadsWholeRelation)) != 0);
    }

    public CatalogLoad BeginLoad()
    {
        lock (_changing)
        {
            var load = new CatalogLoad(plan, database.Version, store.Now);
            if (_permit == LoadPermit.Withdrawn)
                load.Release();
            return _loading = load;
        }
    }

    /// <summary>The session ends: nobody waits for a reading any more.</summary>
    public void Abandon()
    {
        lock (_changing)
        {
            _permit = LoadPermit.Withdrawn;
            _loading?.Release();
        }
    }

    /// <summary>The reading is complete, or failed: the waiting direction goes on with what it brought.</summary>
    public void EndLoad(CatalogLoad load)
    {
        CatalogSnapshot snapshot = load.Finish();
        lock (_changing)
        {
            _current = snapshot;
            if (!snapshot.IsUnknown && _view == SchemaView.Common)
                database.Keep(plan, snapshot);
        }
        load.Release();
    }

    /// <summary>A statement that may change the schema is on its way: nothing is known until it was read again.</summary>
    public void Distrust()
    {
        lock (_changing)
        {
            database.NoteSchemaChange();
            _current = CatalogSnapshot.Unknown;
            _view = SchemaView.Own;
        }
    }

    /// <summary>
    /// A result comes from a relation or column that the catalog does not have: the schema was changed elsewhere, and is read
    /// again before the next statement.
    /// </summary>
    public void NoteUnknownOrigin()
    {
        if (store.FreshnessOf(_current, database) == CatalogFreshness.Settled)
            database.NoteSchemaChange();
    }

    /// <summary>No transaction is open: what this session sees of the schema, all see. Others may have read it as it was until now.</summary>
    public void NoteCommitted()
    {
        lock (_changing)
        {
            if (_view == SchemaView.Own)
                database.NoteSchemaChange();
            _view = SchemaView.Common;
        }
    }

    /// <summary>Whether a transaction of this session may have changed the schema for itself alone.</summary>
    private enum SchemaView : byte
    {
        Common,
        Own,
    }

    /// <summary>Whether a reading may be waited for.</summary>
    private enum LoadPermit : byte
    {
        Given,
        Withdrawn,
    }
}
