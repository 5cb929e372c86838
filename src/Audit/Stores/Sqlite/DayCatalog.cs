using WireProxy.Audit.Ledger;
using WireProxy.Audit.Records;

namespace WireProxy.Audit.Stores.Sqlite;

/// <summary>Where a chunk stands in its day's ledger file.</summary>
internal readonly record struct ChunkRow(long Ordinal, long Position, long FirstSequence, long LastSequence, long PayloadAt, int Length);

/// <summary>A connection that reads one day's catalog; the write-ahead log lets it, while the proxy writes.</summary>
internal sealed class DayCatalog : IDisposable
{
    // A few at a time: a reader that is slow, a replay say, must not hold an old state of the database open, or the
    // write-ahead log could not shrink while it reads.
    private const int ChunksAtATime = 256;

    private readonly SqliteDatabase _database;

    private DayCatalog(SqliteDatabase database) => _database = database;

    /// <exception cref="AuditStoreException">There is none, or another version wrote it.</exception>
    public static DayCatalog Open(string folder, DateOnly day)
    {
        SqliteDatabase database = SqliteDatabase.OpenToRead(DayFiles.Catalog(folder, day));
        try
        {
            CatalogSchema.Check(database);
            return new DayCatalog(database);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    public SqliteDatabase Database => _database;

    public List<SessionEntry> Search(SessionQuery query) => new SessionSearch(_database).Find(query);

    public List<SessionEntry> Find(SessionId first, SessionId last, int limit)
    {
        using SqliteStatement statement = _database.Prepare(
            $"SELECT {SessionRows.Columns} FROM sessions WHERE id BETWEEN ?1 AND ?2 ORDER BY id LIMIT ?3");
        return SessionRows.ReadAll(statement.Bind(1, first).Bind(2, last).Bind(3, limit));
    }

    public SessionEntry? Find(SessionId session) => Find(session, session, 1) is [var found] ? found : null;

    public List<SessionId> ListUnended()
    {
        using SqliteStatement statement = _database.Prepare("SELECT id FROM sessions WHERE ended_at IS NULL");
        List<SessionId> ids = [];
        while (statement.Step())
            ids.Add(statement.SessionId(0));
        return ids;
    }

    public StoredPosition? FindPosition(SessionId session)
    {
        using SqliteStatement statement = _database.Prepare("SELECT last_sequence, last_ordinal, head FROM sessions WHERE id = ?");
        return statement.Bind(1, session).Step()
            ? new StoredPosition(statement.Int64(0), statement.Int64(1), statement.Digest(2))
            : null;
    }

    /// <summary>Whose chunk has this position, or whose key frame stands at this offset.</summary>
    public SessionId? FindOwner(long position, long offset)
    {
        using SqliteStatement statement = _database.Prepare("""
            SELECT s.id FROM chunks c JOIN sessions s ON s.key = c.session WHERE c.position = ?1
            UNION ALL SELECT id FROM sessions WHERE key_at = ?2
            """);
        return statement.Bind(1, position).Bind(2, offset + FrameHeader.Size).Step() ? statement.SessionId(0) : null;
    }

    /// <summary>Where the payload of the session's key frame is in the ledger file.</summary>
    public long? FindKey(SessionId session)
    {
        using SqliteStatement statement = _database.Prepare("SELECT key_at FROM sessions WHERE id = ?");
        return statement.Bind(1, session).Step() ? statement.NullableInt64(0) : null;
    }

    /// <summary>The next chunks of a session after this one.</summary>
    public List<ChunkRow> ListChunks(SessionId session, long after)
    {
        using SqliteStatement statement = _database.Prepare("""
            SELECT ordinal, position, first_sequence, last_sequence, payload_at, length FROM chunks
            WHERE session = (SELECT key FROM sessions WHERE id = ?1) AND ordinal > ?2 ORDER BY ordinal LIMIT ?3
            """);
        statement.Bind(1, session).Bind(2, after).Bind(3, ChunksAtATime);
        List<ChunkRow> chunks = [];
        while (statement.Step())
        {
            chunks.Add(new ChunkRow(
                statement.Int64(0), statement.Int64(1), statement.Int64(2), statement.Int64(3), statement.Int64(4), (int)statement.Int64(5)));
        }
        return chunks;
    }

    public void Dispose() => _database.Dispose();
}
