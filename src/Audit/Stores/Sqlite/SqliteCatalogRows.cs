using WireProxy.Audit.Sealing;
using WireProxy.Audit.Verification;

namespace WireProxy.Audit.Stores.Sqlite;

/// <summary>A day's catalog row by row, all in one read transaction.</summary>
internal sealed class SqliteCatalogRows : ICatalogRows
{
    private const int AfterSession = SessionRows.ColumnCount;

    private readonly DayCatalog _catalog;
    private readonly SqliteDatabase _database;
    private readonly CatalogPlaces _places;

    /// <param name="catalog">The catalog, which this disposes of.</param>
    /// <param name="ledger">Path of the day's ledger.</param>
    public SqliteCatalogRows(DayCatalog catalog, string ledger)
    {
        _catalog = catalog;
        _database = catalog.Database;
        _places = new CatalogPlaces(_database, ledger);
        try
        {
            _database.Execute("BEGIN");
            Applied = _database.Scalar("SELECT position FROM ledger");
        }
        catch
        {
            catalog.Dispose();
            throw;
        }
    }

    public long Applied { get; }

    public IAsyncEnumerable<CatalogSession> ReadSessionsAsync(CancellationToken cancellationToken) => Read(
        $"SELECT {SessionRows.Columns}, last_sequence, last_ordinal, head, key_at FROM sessions",
        row => new CatalogSession(
            SessionRows.Read(row),
            new StoredPosition(row.Int64(AfterSession), row.Int64(AfterSession + 1), row.Digest(AfterSession + 2)),
            row.NullableInt64(AfterSession + 3) is null ? CatalogKey.None : CatalogKey.Known));

    public IAsyncEnumerable<CatalogChunk> ReadChunksAsync(CancellationToken cancellationToken) => Read(
        "SELECT s.id, c.ordinal, c.position, c.first_sequence, c.last_sequence, c.length FROM chunks c JOIN sessions s ON s.key = c.session",
        row => new CatalogChunk(row.SessionId(0), row.Int64(1), row.Int64(2), row.Int64(3), row.Int64(4), (int)row.Int64(5)));

    public IAsyncEnumerable<CatalogUse> ReadUsesAsync(CancellationToken cancellationToken) => ReadMany(
        "SELECT t.digest, t.sql, t.kind, s.id FROM session_texts u JOIN sessions s ON s.key = u.session JOIN texts t ON t.key = u.text",
        row => TextBundle.Split(ReadText(row)).Select(text => new CatalogUse(row.SessionId(3), text.Digest)));

    public IAsyncEnumerable<StatementText> ReadTextsAsync(CancellationToken cancellationToken) => ReadMany(
        "SELECT digest, sql, kind FROM texts", row => TextBundle.Split(ReadText(row)));

    public Task<string?> FindDamageAsync(CancellationToken cancellationToken) => Task.FromResult(Try(() =>
    {
        using SqliteStatement check = _database.Prepare("PRAGMA integrity_check(1)");
        return check.Step() && check.Text(0) != "ok" ? $"the catalog's file is damaged: {check.Text(0)}" : null;
    }));

    public bool EndsWith(in LocatedFrame frame)
    {
        try
        {
            using SqliteStatement statement = _database.Prepare("SELECT link, bytes FROM ledger");
            return statement.Step() && statement.Digest(0) == frame.Header.Link && statement.Int64(1) == frame.Offset + frame.Header.FrameSize;
        }
        catch (Exception unreadable) when (unreadable is AuditStoreException or Sealing.AuditIntegrityException)
        {
            return false;
        }
    }

    public Task<string?> FindIndexDamageAsync(CancellationToken cancellationToken) => Task.FromResult(Try(FindIndexDamage));

    public ValueTask DisposeAsync()
    {
        _catalog.Dispose();
        return default;
    }

    private static string? Try(Func<string?> check)
    {
        try
        {
            return check();
        }
        catch (AuditStoreException unreadable)
        {
            return $"the catalog can not be read: {unreadable.Message}";
        }
    }

    private string? FindIndexDamage()
    {
        if (!CatalogSchema.IsUnchanged(_database))
            return "the catalog has other tables, indexes or triggers than it was made with";
        if (_database.Scalar("SELECT count(*) FROM chunks WHERE session NOT IN (SELECT key FROM sessions)") > 0)
            return "the catalog has chunks of no session";
        if (_database.Scalar("SELECT count(*) FROM session_texts WHERE session NOT IN (SELECT key FROM sessions) OR text NOT IN (SELECT key FROM texts)") > 0)
            return "the catalog has uses of no session or text";
        if (_database.Scalar("SELECT count(*) FROM texts WHERE key NOT IN (SELECT text FROM session_texts)") > 0)
            return "the catalog has texts of no session";
        return _places.FindDamage() ?? FindWordDamage();
    }

    // Every word of the full-text index with its place, against those of an index that is made anew from the texts.
    private string? FindWordDamage()
    {
        _database.Execute("""
            CREATE VIRTUAL TABLE temp.fresh USING fts5 (sql, content='');
            INSERT INTO temp.fresh (rowid, sql) SELECT key, sql FROM main.texts;
            CREATE VIRTUAL TABLE temp.there USING fts5vocab (main, texts_search, instance);
            CREATE VIRTUAL TABLE temp.wanted USING fts5vocab (temp, fresh, instance);
            """);
        const string Words = "SELECT term, doc, offset FROM temp.";
        long differences = _database.Scalar(
            $"SELECT (SELECT count(*) FROM ({Words}there EXCEPT {Words}wanted)) + (SELECT count(*) FROM ({Words}wanted EXCEPT {Words}there))");
        return differences == 0 ? null : "the catalog's index finds other words than the statements have";
    }

    private static StatementText ReadText(SqliteStatement row) => new(row.Digest(0), row.Text(1), row.NullableText(2));

    private async IAsyncEnumerable<T> ReadMany<T>(string sql, Func<SqliteStatement, IEnumerable<T>> read)
    {
        await foreach (IEnumerable<T> found in Read(sql, read))
        {
            foreach (T one in found)
                yield return one;
        }
    }

    private async IAsyncEnumerable<T> Read<T>(string sql, Func<SqliteStatement, T> read)
    {
        await Task.CompletedTask;
        using SqliteStatement statement = _database.Prepare(sql);
        while (statement.Step())
            yield return read(statement);
    }
}
