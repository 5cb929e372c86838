using WireProxy.Audit.Keys;
using WireProxy.Audit.Ledger;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;

namespace WireProxy.Audit.Stores.Sqlite;

/// <summary>The one connection that writes a day's catalog.</summary>
internal sealed class CatalogWriter : IDisposable
{
    private const string UpsertSession = """
        INSERT INTO sessions (id, endpoint, protocol, client, user, database, application, started_at, ended_at, end_reason,
            statements, denied, masked, rows, bytes_from_client, bytes_to_client, last_sequence, last_ordinal, head, key_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?20, ?13, ?14, ?15, ?16, ?17, ?18, ?19)
        ON CONFLICT (id) DO UPDATE SET endpoint = ?2, protocol = ?3, client = ?4, user = ?5, database = ?6, application = ?7,
            started_at = ?8, ended_at = ?9, end_reason = ?10, statements = ?11, denied = ?12, masked = ?20, rows = ?13,
            bytes_from_client = ?14, bytes_to_client = ?15, last_sequence = ?16, last_ordinal = ?17, head = ?18
        RETURNING key
        """;

    private readonly SqliteDatabase _database;
    private readonly TextTable _texts;
    private readonly SqliteStatement _session;
    private readonly SqliteStatement _chunk;
    private readonly SqliteStatement _applied;
    // Keys come just before the first chunk of their session.
    private readonly Dictionary<SessionId, long> _keys = [];

    public CatalogWriter(SqliteDatabase database)
    {
        _database = database;
        CatalogSchema.Ensure(database);
        _texts = new TextTable(database);
        _session = database.Prepare(UpsertSession);
        _chunk = database.Prepare("INSERT INTO chunks (session, ordinal, position, first_sequence, last_sequence, payload_at, length) VALUES (?, ?, ?, ?, ?, ?, ?)");
        _applied = database.Prepare("INSERT OR REPLACE INTO ledger (one, position, link, bytes) VALUES (1, ?, ?, ?)");
        Applied = ReadApplied();
    }

    public SqliteDatabase Database => _database;

    /// <summary>How much of the ledger file is in the catalog.</summary>
    public LedgerExtent Applied { get; private set; }

    /// <summary>One transaction: frames that follow those that were applied.</summary>
    public void Apply(IReadOnlyList<FramePlace> frames)
    {
        if (frames.Count == 0)
            return;
        FramePlace last = frames[^1];
        var applied = new LedgerExtent(new LedgerPosition(last.Header.Position, last.Header.Link), last.End);
        _database.Execute("BEGIN IMMEDIATE");
        try
        {
            foreach (FramePlace frame in frames)
                Apply(frame);
            Save(applied);
            _database.Execute("COMMIT");
        }
        catch
        {
            _texts.Forget();
            Rollback();
            throw;
        }
        Applied = applied;
    }

    /// <summary>Where the payload of a session's key frame is in the ledger file.</summary>
    public long? FindKey(SessionId session)
    {
        using SqliteStatement statement = _database.Prepare("SELECT key_at FROM sessions WHERE id = ?");
        return statement.Bind(1, session).Step() ? statement.NullableInt64(0) : null;
    }

    /// <summary>The texts that the catalog remembers may not be there any more.</summary>
    public void Forget() => _texts.Forget();

    public void Dispose()
    {
        _texts.Dispose();
        _session.Dispose();
        _chunk.Dispose();
        _applied.Dispose();
        _database.Dispose();
    }

    private void Apply(FramePlace frame)
    {
        if (frame.Header.Kind == FrameKind.SessionKey && WrappedKey.IsOne(frame.Write.Frame.Payload.Span))
            _keys[WrappedKey.Session(frame.Write.Frame.Payload.Span)] = frame.PayloadAt;
        if (frame.Write.Session is not { } write)
            return;
        long session = WriteSession(write.Session, write.Chunk);
        _chunk.Bind(1, session).Bind(2, write.Chunk.Ordinal).Bind(3, frame.Header.Position)
            .Bind(4, write.Chunk.FirstSequence).Bind(5, write.Chunk.LastSequence)
            .Bind(6, frame.PayloadAt).Bind(7, frame.Header.PayloadLength)
            .Run();
        _texts.Use(write.Texts, session);
    }

    private long WriteSession(SessionEntry entry, SealedChunk chunk)
    {
        Span<byte> id = stackalloc byte[SessionId.Size];
        entry.Id.Write(id);
        Span<byte> head = stackalloc byte[Digest.Size];
        chunk.Hash.Write(head);
        return _session.Bind(1, id)
            .Bind(2, entry.Endpoint).Bind(3, entry.Protocol).Bind(4, entry.Client)
            .Bind(5, entry.User).Bind(6, entry.Database).Bind(7, entry.Application)
            .Bind(8, RecordHeader.Microseconds(entry.StartedAt))
            .Bind(9, entry.EndedAt is { } ended ? RecordHeader.Microseconds(ended) : null)
            .Bind(10, entry.EndReason)
            .Bind(11, entry.Statements).Bind(12, entry.Denied).Bind(13, entry.Rows).Bind(20, entry.Masked)
            .Bind(14, entry.BytesFromClient).Bind(15, entry.BytesToClient)
            .Bind(16, chunk.LastSequence).Bind(17, chunk.Ordinal).Bind(18, head)
            .Bind(19, _keys.Remove(entry.Id, out long keyAt) ? keyAt : null)
            .FindInt64()!.Value;
    }

    private LedgerExtent ReadApplied()
    {
        using SqliteStatement statement = _database.Prepare("SELECT position, link, bytes FROM ledger");
        return statement.Step()
            ? new LedgerExtent(new LedgerPosition(statement.Int64(0), statement.Digest(1)), statement.Int64(2))
            : default;
    }

    private void Save(LedgerExtent applied)
    {
        Span<byte> link = stackalloc byte[Digest.Size];
        applied.Position.Link.Write(link);
        _applied.Bind(1, applied.Position.Position).Bind(2, link).Bind(3, applied.Bytes).Run();
    }

    private void Rollback()
    {
        try
        {
            _database.Execute("ROLLBACK");
        }
        catch (AuditStoreException)
        {
            // Some errors have rolled back already.
        }
    }
}
