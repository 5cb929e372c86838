using System.Runtime.CompilerServices;
using Npgsql;
using WireProxy.Audit.Keys;
using WireProxy.Audit.Ledger;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.Postgres;

/// <summary>
/// The store of a fleet: any number of proxies write it, each its own ledger, and anyone with a login reads it. Frames and
/// catalog change in one transaction, so neither is ever behind the other.
/// </summary>
public sealed class PostgresAuditStore : IAuditStore
{
    private const int ChunksAtATime = 64;
    private const string SessionFilter = "FROM wireproxy.sessions WHERE id = $1 ORDER BY day DESC LIMIT 1";

    // Everything but the records: their length is the int32 at byte 60, and they stand behind the header of 160 bytes.
    private const string WithoutRecords = """
        substring(f.payload FROM 1 FOR 160) || substring(f.payload FROM 161
            + get_byte(f.payload, 60) + get_byte(f.payload, 61) * 256 + get_byte(f.payload, 62) * 65536 + get_byte(f.payload, 63) * 16777216)
        """;

    private readonly NpgsqlDataSource _database;
    private readonly StoreAccess _access;
    private readonly int _schemaVersion;
    private bool _isReady;

    private PostgresAuditStore(string connectionString, StoreAccess access, int schemaVersion)
    {
        _database = NpgsqlDataSource.Create(connectionString);
        _access = access;
        _schemaVersion = schemaVersion;
    }

    /// <summary>For a proxy: the first use creates the tables, or brings older ones up to now.</summary>
    public static PostgresAuditStore Open(string connectionString) => new(connectionString, StoreAccess.Write, StoreSchema.Version);

    /// <summary>For those who only read.</summary>
    public static PostgresAuditStore OpenRead(string connectionString) => new(connectionString, StoreAccess.Read, StoreSchema.Version);

    internal static PostgresAuditStore Open(string connectionString, int schemaVersion) => new(connectionString, StoreAccess.Write, schemaVersion);

    public Task WriteAsync(LedgerBatch batch, CancellationToken cancellationToken) => RunAsync(
        connection => new BatchWriter(connection, batch).WriteAsync(cancellationToken), cancellationToken);

    public Task WriteKeychainAsync(LedgerId ledger, ReadOnlyMemory<byte> entry, CancellationToken cancellationToken) => RunAsync(
        connection => connection.Command(
            """
            INSERT INTO wireproxy.ledgers VALUES ($1, 0, $2, '')
            ON CONFLICT (ledger) DO UPDATE SET keychain = ledgers.keychain || excluded.keychain
            """,
            StoreValues.Bytes(ledger), entry.ToArray()).RunAsync(cancellationToken), cancellationToken);

    // It is for many: which ledger is whose, each proxy knows itself.
    public Task<LedgerId?> FindOwnerAsync(CancellationToken cancellationToken) => RunAsync(_ => Task.FromResult<LedgerId?>(null), cancellationToken);

    public Task<IReadOnlyList<LedgerFrame>> ReadStateAsync(LedgerId ledger, CancellationToken cancellationToken) =>
        RunAsync<IReadOnlyList<LedgerFrame>>(connection => ReadStateAsync(connection, StoreValues.Bytes(ledger), cancellationToken), cancellationToken);

    public Task<StoredHeads> ReadHeadsAsync(LedgerId ledger, CancellationToken cancellationToken) => RunAsync(
        async connection => (await connection.Command("SELECT keychain, head FROM wireproxy.ledgers WHERE ledger = $1", StoreValues.Bytes(ledger))
            .ReadAsync(row => new StoredHeads(row.GetFieldValue<byte[]>(0), row.GetFieldValue<byte[]>(1)), cancellationToken))
            .FirstOrDefault() ?? new StoredHeads(default, default),
        cancellationToken);

    public Task<StoredPosition?> FindPositionAsync(SessionId session, CancellationToken cancellationToken) => RunAsync(
        async connection => (await connection.Command($"SELECT last_sequence, last_ordinal, head {SessionFilter}", StoreValues.Bytes(session))
            .ReadAsync(row => new StoredPosition(row.GetInt64(0), row.GetInt64(1), SessionColumns.Digest(row, 2)), cancellationToken)).FirstOrDefault(),
        cancellationToken);

    public Task<ReadOnlyMemory<byte>?> FindKeyAsync(SessionId session, CancellationToken cancellationToken) => RunAsync<ReadOnlyMemory<byte>?>(
        async connection => (await connection.Command(
            "SELECT f.payload FROM wireproxy.keys k JOIN wireproxy.frames f USING (ledger, day, position) WHERE k.session = $1 ORDER BY day DESC",
            StoreValues.Bytes(session)).ReadAsync(row => row.GetFieldValue<byte[]>(0), cancellationToken)).Find(key => WrappedKey.IsOne(key)) is { } wrapped
                ? new ReadOnlyMemory<byte>(wrapped)
                : default(ReadOnlyMemory<byte>?),
        cancellationToken);

    public Task<IReadOnlyList<SessionId>> ListUnendedAsync(LedgerId ledger, CancellationToken cancellationToken) => RunAsync<IReadOnlyList<SessionId>>(
        async connection => await connection.Command(
            """
            SELECT id FROM wireproxy.sessions s WHERE ledger = $1 AND ended_at IS NULL
                AND NOT EXISTS (SELECT 1 FROM wireproxy.sessions later WHERE later.id = s.id AND later.day > s.day)
            """,
            StoreValues.Bytes(ledger)).ReadAsync(row => SessionColumns.SessionId(row, 0), cancellationToken),
        cancellationToken);

    public Task<IReadOnlyList<SessionEntry>> ListSessionsAsync(SessionQuery query, CancellationToken cancellationToken) =>
        RunAsync<IReadOnlyList<SessionEntry>>(async connection => await new SessionSearch(connection, query).FindAsync(cancellationToken), cancellationToken);

    public Task<IReadOnlyList<SessionEntry>> FindSessionsAsync(string idPrefix, int limit, CancellationToken cancellationToken)
    {
        if (!SessionId.TryParsePrefix(idPrefix, out SessionId first, out SessionId last))
            return Task.FromResult<IReadOnlyList<SessionEntry>>([]);
        return RunAsync<IReadOnlyList<SessionEntry>>(
            async connection => await connection.Command(
                $"SELECT DISTINCT ON (id) {SessionColumns.Names} FROM wireproxy.sessions WHERE id BETWEEN $1 AND $2 ORDER BY id, day DESC LIMIT $3",
                StoreValues.Bytes(first), StoreValues.Bytes(last), limit).ReadAsync(SessionColumns.Read, cancellationToken),
            cancellationToken);
    }

    public async IAsyncEnumerable<SealedChunk> ReadChunksAsync(
        SessionId session, ChunkParts parts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long last = 0;
        while (await RunAsync(connection => ReadPageAsync(connection, session, last, parts, cancellationToken), cancellationToken) is { Count: > 0 } page)
        {
            foreach (SealedChunk chunk in page)
            {
                last = chunk.Ordinal;
                yield return chunk.Bytes.Span.ContainsAnyExcept((byte)0) ? chunk : throw new AuditErasedException(session);
            }
        }
    }

    public Task<bool> WasErasedAsync(SessionId session, CancellationToken cancellationToken) => RunAsync(
        async connection => (await ReadStatesAsync(connection, cancellationToken))
            .Exists(state => state.HasErasedSince(DateOnly.FromDateTime(session.CreatedAt.UtcDateTime.AddDays(-1)))),
        cancellationToken);

    public Task<IReadOnlySet<SessionId>> ListHeldAsync(CancellationToken cancellationToken) => RunAsync<IReadOnlySet<SessionId>>(
        async connection => (await ReadStatesAsync(connection, cancellationToken)).SelectMany(state => state.Held).ToHashSet(), cancellationToken);

    public Task<IReadOnlyList<StoredDay>> ListDaysAsync(LedgerId ledger, CancellationToken cancellationToken) => RunAsync<IReadOnlyList<StoredDay>>(
        async connection => await connection.Command(
            """
            SELECT d.day, d.first_position, f.payload, d.bytes FROM wireproxy.days d
            LEFT JOIN wireproxy.frames f ON f.ledger = d.ledger AND f.day = d.day AND f.position = d.first_position WHERE d.ledger = $1 ORDER BY d.day
            """,
            StoreValues.Bytes(ledger)).ReadAsync(
                row => new StoredDay(row.GetFieldValue<DateOnly>(0), new LedgerPosition(row.GetInt64(1) - 1, Previous(row)), row.GetInt64(3)), cancellationToken),
        cancellationToken);

    public Task<IReadOnlySet<SessionId>> FindInDayAsync(
        LedgerId ledger, DateOnly day, IReadOnlySet<SessionId> among, CancellationToken cancellationToken) => RunAsync<IReadOnlySet<SessionId>>(
        async connection => (await connection.Command(
            "SELECT id FROM wireproxy.sessions WHERE ledger = $1 AND day = $2 AND id = ANY ($3)",
            StoreValues.Bytes(ledger), day, among.Select(StoreValues.Bytes).ToArray())
            .ReadAsync(row => SessionColumns.SessionId(row, 0), cancellationToken)).ToHashSet(),
        cancellationToken);

    public Task<Digest?> CloseCatalogAsync(LedgerId ledger, DateOnly day, CancellationToken cancellationToken) => Task.FromResult<Digest?>(null);

    public Task EraseDayAsync(LedgerId ledger, DateOnly day, IReadOnlySet<SessionId> kept, CancellationToken cancellationToken) => ChangeAsync(
        eraser => kept.Count > 0
            ? eraser.EraseDayButAsync(StoreValues.Bytes(ledger), day, kept, cancellationToken)
            : eraser.EraseDayAsync(StoreValues.Bytes(ledger), day, cancellationToken),
        cancellationToken);

    public Task ShredAsync(SessionId session, CancellationToken cancellationToken) =>
        ChangeAsync(eraser => eraser.ShredAsync(session, cancellationToken), cancellationToken);

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private static Digest Previous(NpgsqlDataReader row) => !row.IsDBNull(2)
        && LedgerPayload.ReadDay(row.GetFieldValue<byte[]>(2)) is { } opening && Digest.TryParse(opening.Previous, out Digest previous) ? previous : default;

    private static Task<List<SealedChunk>> ReadPageAsync(
        NpgsqlConnection connection, SessionId session, long after, ChunkParts parts, CancellationToken cancellationToken) => connection.Command(
        $"""
        SELECT c.ordinal, c.first_sequence, c.last_sequence, f.header, {(parts == ChunkParts.Whole ? "f.payload" : WithoutRecords)}, c.position
        FROM wireproxy.chunks c LEFT JOIN wireproxy.frames f USING (ledger, day, position)
        WHERE c.session = $1 AND c.ordinal > $2 ORDER BY c.ordinal LIMIT {ChunksAtATime}
        """,
        StoreValues.Bytes(session), after).ReadAsync(row => ReadChunk(session, row), cancellationToken);

    private static SealedChunk ReadChunk(SessionId session, NpgsqlDataReader row)
    {
        bool isThere = !row.IsDBNull(3) && FrameHeader.TryRead(row.GetFieldValue<byte[]>(3), out FrameHeader found)
            && found.Kind == FrameKind.Chunk && found.Position == row.GetInt64(5);
        if (!isThere)
            throw new AuditIntegrityException($"chunk {row.GetInt64(0)} of session {session} is not where the catalog says");
        FrameHeader.TryRead(row.GetFieldValue<byte[]>(3), out FrameHeader header);
        return new SealedChunk(session, row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), header.PayloadHash, row.GetFieldValue<byte[]>(4));
    }

    // Of the newest day; the last frame counts also where it is no state, because the next one follows it.
    private static async Task<IReadOnlyList<LedgerFrame>> ReadStateAsync(NpgsqlConnection connection, byte[] ledger, CancellationToken cancellationToken) =>
        await connection.Command(
            """
            WITH newest AS (SELECT ledger, day, last_position FROM wireproxy.days WHERE ledger = $1 ORDER BY day DESC LIMIT 1)
            SELECT header, CASE WHEN kind NOT IN (3, 4) THEN payload ELSE '' END FROM wireproxy.frames JOIN newest USING (ledger, day)
            WHERE kind NOT IN (3, 4) OR position = last_position ORDER BY position
            """,
            ledger).ReadAsync(ReadFrame, cancellationToken);

    private static LedgerFrame ReadFrame(NpgsqlDataReader row) => FrameHeader.TryRead(row.GetFieldValue<byte[]>(0), out FrameHeader header)
        ? new LedgerFrame(header, row.GetFieldValue<byte[]>(1))
        : throw new AuditStoreException("a frame of the audit ledger is damaged");

    private static async Task<List<LedgerState>> ReadStatesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        List<LedgerState> states = [];
        foreach (byte[] ledger in await connection.Command("SELECT ledger FROM wireproxy.ledgers").ReadAsync(row => row.GetFieldValue<byte[]>(0), cancellationToken))
        {
            var state = new LedgerState();
            foreach (LedgerFrame frame in await ReadStateAsync(connection, ledger, cancellationToken))
                state.Apply(frame);
            states.Add(state);
        }
        return states;
    }

    private Task<bool> ChangeAsync(Func<SessionEraser, Task> change, CancellationToken cancellationToken) => RunAsync(
        async connection =>
        {
            await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
            await change(new SessionEraser(connection));
            await transaction.CommitAsync(cancellationToken);
        },
        cancellationToken);

    private Task<bool> RunAsync(Func<NpgsqlConnection, Task> work, CancellationToken cancellationToken) => RunAsync<bool>(
        async connection =>
        {
            await work(connection);
            return true;
        },
        cancellationToken);

    private Task<T> RunAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken) => StoreCommands.TryAsync(async () =>
    {
        if (!_isReady)
            await (_access == StoreAccess.Write
                ? StoreSchema.EnsureAsync(_database, _schemaVersion, cancellationToken)
                : StoreSchema.CheckAsync(_database, cancellationToken));
        _isReady = true;
        await using NpgsqlConnection connection = await _database.OpenConnectionAsync(cancellationToken);
        return await work(connection);
    });

    private enum StoreAccess
    {
        Read,
        Write,
    }
}
