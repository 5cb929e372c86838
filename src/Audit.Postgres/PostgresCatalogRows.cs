using System.Data;
using System.Text;
using Npgsql;
using WireProxy.Audit.Ledger;
using WireProxy.Audit.Sealing;
using WireProxy.Audit.Stores;
using WireProxy.Audit.Verification;

namespace WireProxy.Audit.Postgres;

/// <summary>A day's catalog row by row, all in one snapshot.</summary>
internal sealed class PostgresCatalogRows : ICatalogRows
{
    private const string Of = "ledger = $1 AND day = $2";

    // Columns beside the frames' own bytes, by which frames are found. A header has the kind at 8 and the position at 16; a
    // key's payload has the session at 8.
    private static readonly (string Sql, string What)[] WrongColumns =
    [
        ($"SELECT count(*) FROM wireproxy.frames WHERE {Of} AND (length(header) < 24 OR substring(header FROM 9 FOR 1) <> substring(int2send(kind) FROM 2))",
            "a kind of a frame"),
        ($"""
            SELECT count(*) FROM wireproxy.frames WHERE {Of} AND position <> get_byte(header, 16) + (get_byte(header, 17)::bigint << 8)
                + (get_byte(header, 18)::bigint << 16) + (get_byte(header, 19)::bigint << 24) + (get_byte(header, 20)::bigint << 32)
                + (get_byte(header, 21)::bigint << 40) + (get_byte(header, 22)::bigint << 48) + (get_byte(header, 23)::bigint << 56)
            """, "a position of a frame"),
        ($"""
            SELECT count(*) FROM wireproxy.keys k WHERE {Of} AND NOT EXISTS (
                SELECT 1 FROM wireproxy.frames f WHERE f.ledger = k.ledger AND f.day = k.day AND f.position = k.position
                AND f.kind = 3 AND substring(f.payload FROM 9 FOR 16) = k.session)
            """, "a place of a key"),
        ($"""
            SELECT count(*) FROM wireproxy.days d WHERE {Of} AND first_position <> (
                SELECT min(position) FROM wireproxy.frames f WHERE f.ledger = d.ledger AND f.day = d.day)
            """, "a beginning of the day"),
        ("""
            SELECT count(*) FROM wireproxy.ledgers l WHERE ledger = $1 AND $2::date IS NOT NULL AND last_position <> (
                SELECT max(last_position) FROM wireproxy.days d WHERE d.ledger = l.ledger)
            """, "an end of the ledger"),
    ];

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _snapshot;
    private readonly byte[] _ledger;
    private readonly DateOnly _day;

    private PostgresCatalogRows(NpgsqlConnection connection, NpgsqlTransaction snapshot, byte[] ledger, DateOnly day)
    {
        _connection = connection;
        _snapshot = snapshot;
        _ledger = ledger;
        _day = day;
    }

    public long Applied { get; private set; }

    public static async Task<PostgresCatalogRows> OpenAsync(NpgsqlDataSource database, LedgerId ledger, DateOnly day, CancellationToken cancellationToken)
    {
        NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        try
        {
            NpgsqlTransaction snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            var rows = new PostgresCatalogRows(connection, snapshot, StoreValues.Bytes(ledger), day);
            List<long> applied = await rows.ListAsync($"SELECT last_position FROM wireproxy.days WHERE {Of}", row => row.GetInt64(0), cancellationToken);
            rows.Applied = applied.FirstOrDefault();
            return rows;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public IAsyncEnumerable<CatalogSession> ReadSessionsAsync(CancellationToken cancellationToken) => ReadAsync(
        $"""
        SELECT {SessionColumns.Names}, last_sequence, last_ordinal, head,
            EXISTS (SELECT 1 FROM wireproxy.keys k WHERE k.ledger = s.ledger AND k.day = s.day AND k.session = s.id) FROM wireproxy.sessions s WHERE {Of}
        """,
        row => new CatalogSession(
            SessionColumns.Read(row),
            new StoredPosition(row.GetInt64(SessionColumns.Count), row.GetInt64(SessionColumns.Count + 1), SessionColumns.Digest(row, SessionColumns.Count + 2)),
            row.GetBoolean(SessionColumns.Count + 3) ? CatalogKey.Known : CatalogKey.None),
        cancellationToken);

    public IAsyncEnumerable<CatalogChunk> ReadChunksAsync(CancellationToken cancellationToken) => ReadAsync(
        $"SELECT session, ordinal, position, first_sequence, last_sequence, length FROM wireproxy.chunks WHERE {Of}",
        row => new CatalogChunk(SessionColumns.SessionId(row, 0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt32(5)),
        cancellationToken);

    public IAsyncEnumerable<CatalogUse> ReadUsesAsync(CancellationToken cancellationToken) => ReadAsync(
        $"SELECT session, digest FROM wireproxy.session_texts WHERE {Of}",
        row => new CatalogUse(SessionColumns.SessionId(row, 0), SessionColumns.Digest(row, 1)),
        cancellationToken);

    public IAsyncEnumerable<StatementText> ReadTextsAsync(CancellationToken cancellationToken) => ReadAsync(
        $"SELECT digest, sql, kind FROM wireproxy.texts WHERE {Of}",
        row => new StatementText(
            SessionColumns.Digest(row, 0), Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(1)), row.IsDBNull(2) ? null : StoreValues.Original(row.GetString(2))),
        cancellationToken);

    public Task<string?> FindDamageAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    // The words that are searched must be those of the texts; their index is the database's own.
    public async Task<string?> FindIndexDamageAsync(CancellationToken cancellationToken)
    {
        const string Unused = $"""
            SELECT count(*) FROM wireproxy.texts t WHERE {Of} AND NOT EXISTS (
                SELECT 1 FROM wireproxy.session_texts u WHERE u.ledger = t.ledger AND u.day = t.day AND u.digest = t.digest)
            """;
        const string WrongLexemes = $"SELECT count(*) FROM wireproxy.texts WHERE {Of} AND lexemes <> array_to_tsvector(string_to_array(btrim(words), ' '))";
        if ((await ListAsync(Unused, row => row.GetInt64(0), cancellationToken))[0] > 0)
            return "the catalog has texts of no session";
        foreach ((string wrong, string what) in WrongColumns)
        {
            if ((await ListAsync(wrong, row => row.GetInt64(0), cancellationToken))[0] > 0)
                return $"the catalog has {what} that the frames do not have";
        }
        bool differs = (await ListAsync(WrongLexemes, row => row.GetInt64(0), cancellationToken))[0] > 0;
        await foreach (bool isRight in ReadAsync(
            $"SELECT sql, words FROM wireproxy.texts WHERE {Of}",
            row => SearchWords.Of(Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(0))) == row.GetString(1),
            cancellationToken))
            differs |= !isRight;
        return differs ? "the catalog's index finds other words than the statements have" : null;
    }

    public async ValueTask DisposeAsync()
    {
        await _snapshot.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private Task<List<T>> ListAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken) =>
        StoreCommands.TryAsync(() => _connection.Command(sql, _ledger, _day).ReadAsync(read, cancellationToken));

    private async IAsyncEnumerable<T> ReadAsync<T>(
        string sql, Func<NpgsqlDataReader, T> read, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = _connection.Command(sql, _ledger, _day);
        await using NpgsqlDataReader rows = await StoreCommands.TryAsync(() => command.ExecuteReaderAsync(cancellationToken));
        while (await StoreCommands.TryAsync(() => rows.ReadAsync(cancellationToken)))
            yield return read(rows);
    }
}
