using System.Text.Json;
using WireProxy.Audit.Indexing;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;

namespace WireProxy.Audit.Stores.Sqlite;

/// <summary>The one connection that writes.</summary>
internal sealed class SqliteWriter : IDisposable
{
    private const string InsertSession = """
        INSERT INTO sessions (id, endpoint, protocol, client, user, database, application, started_at, ended_at, end_reason,
            statements, denied, rows, bytes_from_client, bytes_to_client, last_sequence, last_ordinal, head)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)
        ON CONFLICT (id) DO UPDATE SET endpoint = ?2, protocol = ?3, client = ?4, user = ?5, database = ?6, application = ?7,
            started_at = ?8, ended_at = ?9, end_reason = ?10, statements = ?11, denied = ?12, rows = ?13,
            bytes_from_client = ?14, bytes_to_client = ?15, last_sequence = ?16, last_ordinal = ?17, head = ?18
        RETURNING key
        """;

    private const string InsertChunk =
        "INSERT INTO chunks (session, ordinal, first_sequence, last_sequence, hash, bytes) VALUES (?, ?, ?, ?, ?, ?)";

    private const string InsertStatement = """
        INSERT INTO statements (session, seq, at, duration, text, verdict, policy, rule, rows, error, masked)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """;

    private readonly SqliteDatabase _database;
    private readonly TextTable _texts;
    private readonly SqliteStatement _lastSequence;
    private readonly SqliteStatement _session;
    private readonly SqliteStatement _chunk;
    private readonly SqliteStatement _statement;

    public SqliteWriter(SqliteDatabase database)
    {
        _database = database;
        _texts = new TextTable(database);
        _lastSequence = database.Prepare("SELECT last_sequence FROM sessions WHERE id = ?");
        _session = database.Prepare(InsertSession);
        _chunk = database.Prepare(InsertChunk);
        _statement = database.Prepare(InsertStatement);
    }

    public void Write(IReadOnlyList<SessionWrite> writes)
    {
        _database.Execute("BEGIN IMMEDIATE");
        try
        {
            foreach (SessionWrite write in writes)
                Write(write);
            _database.Execute("COMMIT");
        }
        catch
        {
            _texts.Forget();
            Rollback();
            throw;
        }
    }

    public void Dispose()
    {
        _texts.Dispose();
        _lastSequence.Dispose();
        _session.Dispose();
        _chunk.Dispose();
        _statement.Dispose();
        _database.Dispose();
    }

    private void Write(SessionWrite write)
    {
        bool known = _lastSequence.Bind(1, write.Session.Id.ToString()).FindInt64() >= write.Chunk.LastSequence;
        if (known)
            return;
        long session = WriteSession(write.Session, write.Chunk);
        WriteChunk(session, write.Chunk);
        foreach (StatementEntry statement in write.Statements)
            WriteStatement(session, statement);
    }

    private long WriteSession(SessionEntry entry, SealedChunk chunk) =>
        _session.Bind(1, entry.Id.ToString())
            .Bind(2, entry.Endpoint).Bind(3, entry.Protocol).Bind(4, entry.Client)
            .Bind(5, entry.User).Bind(6, entry.Database).Bind(7, entry.Application)
            .Bind(8, RecordHeader.Microseconds(entry.StartedAt))
            .Bind(9, entry.EndedAt is { } ended ? RecordHeader.Microseconds(ended) : null)
            .Bind(10, entry.EndReason)
            .Bind(11, entry.Statements).Bind(12, entry.Denied).Bind(13, entry.Rows)
            .Bind(14, entry.BytesFromClient).Bind(15, entry.BytesToClient)
            .Bind(16, chunk.LastSequence).Bind(17, chunk.Ordinal).Bind(18, chunk.Hash.Span)
            .FindInt64()!.Value;

    private void WriteChunk(long session, SealedChunk chunk) =>
        _chunk.Bind(1, session).Bind(2, chunk.Ordinal).Bind(3, chunk.FirstSequence).Bind(4, chunk.LastSequence)
            .Bind(5, chunk.Hash.Span).Bind(6, chunk.Bytes.Span)
            .Run();

    private void WriteStatement(long session, StatementEntry statement) =>
        _statement.Bind(1, session).Bind(2, statement.Seq)
            .Bind(3, RecordHeader.Microseconds(statement.At))
            .Bind(4, statement.Duration is { } duration ? duration.Ticks / TimeSpan.TicksPerMicrosecond : null)
            .Bind(5, _texts.KeyOf(statement.Sql, statement.Kind, session))
            .Bind(6, (long)statement.Verdict).Bind(7, statement.Policy).Bind(8, (long?)statement.Rule)
            .Bind(9, statement.Rows).Bind(10, statement.Error)
            .Bind(11, statement.Masked.Count == 0 ? null : JsonSerializer.Serialize(statement.Masked, MaskedJson.Default.IReadOnlyListString))
            .Run();

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
