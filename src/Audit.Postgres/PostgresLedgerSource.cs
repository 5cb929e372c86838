using System.Runtime.CompilerServices;
using Npgsql;
using WireProxy.Audit.Ledger;
using WireProxy.Audit.Records;
using WireProxy.Audit.Stores;
using WireProxy.Audit.Verification;

namespace WireProxy.Audit.Postgres;

/// <summary>The store of a fleet as verification reads it: every ledger in it. A frame's offset is counted as in a file of its day.</summary>
public sealed class PostgresLedgerSource(string connectionString) : ILedgerSource
{
    private const long PageBytes = 8 << 20;

    private readonly NpgsqlDataSource _database = NpgsqlDataSource.Create(connectionString);

    // A frame comes with all of its transaction or not at all: nothing is ever half written here.
    public StoreActivity Activity => StoreActivity.AtRest;

    public long FirstOffset => 0;

    public Task<IReadOnlyList<LedgerId>> ListLedgersAsync(CancellationToken cancellationToken) => RunAsync<IReadOnlyList<LedgerId>>(async connection =>
    {
        await StoreSchema.CheckAsync(_database, cancellationToken);
        return await connection.Command("SELECT ledger FROM wireproxy.ledgers UNION SELECT ledger FROM wireproxy.days ORDER BY 1")
            .ReadAsync(row => LedgerId.Read(row.GetFieldValue<byte[]>(0)), cancellationToken);
    }, cancellationToken);

    public Task<IReadOnlyList<DateOnly>> ListDaysAsync(LedgerId ledger, CancellationToken cancellationToken) => RunAsync<IReadOnlyList<DateOnly>>(
        async connection => await connection.Command("SELECT day FROM wireproxy.days WHERE ledger = $1 ORDER BY day", StoreValues.Bytes(ledger))
            .ReadAsync(row => row.GetFieldValue<DateOnly>(0), cancellationToken),
        cancellationToken);

    public Task<long> CountBytesAsync(LedgerId ledger, CancellationToken cancellationToken) => RunAsync(
        async connection => (await connection.Command("SELECT coalesce(sum(bytes), 0)::bigint FROM wireproxy.days WHERE ledger = $1", StoreValues.Bytes(ledger))
            .ReadAsync(row => row.GetInt64(0), cancellationToken))[0],
        cancellationToken);

    public Task<StoredHeads> ReadHeadsAsync(LedgerId ledger, CancellationToken cancellationToken) => RunAsync(
        async connection => (await connection.Command("SELECT keychain, head FROM wireproxy.ledgers WHERE ledger = $1", StoreValues.Bytes(ledger))
            .ReadAsync(row => new StoredHeads(row.GetFieldValue<byte[]>(0), row.GetFieldValue<byte[]>(1)), cancellationToken))
            .FirstOrDefault() ?? new StoredHeads(default, default),
        cancellationToken);

    public async IAsyncEnumerable<FramePage> ReadAsync(LedgerId ledger, DateOnly day, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await RunAsync(async () => await _database.OpenConnectionAsync(cancellationToken));
        await using NpgsqlCommand command = connection.Command(
            "SELECT header, payload FROM wireproxy.frames WHERE ledger = $1 AND day = $2 ORDER BY position", StoreValues.Bytes(ledger), day);
        await using NpgsqlDataReader rows = await RunAsync(() => command.ExecuteReaderAsync(cancellationToken));
        List<LocatedFrame> page = [];
        long start = 0, at = 0;
        while (await RunAsync(() => rows.ReadAsync(cancellationToken)))
        {
            page.Add(Locate(rows, day, at));
            if (page[^1].State == FrameState.Unreadable)
                break;
            at += page[^1].Header.FrameSize;
            if (at - start < PageBytes)
                continue;
            yield return new FramePage(page, at - start);
            page = [];
            start = at;
        }
        if (page.Count > 0)
            yield return new FramePage(page, at - start);
    }

    public Task<SessionId?> FindSessionAsync(LedgerId ledger, DateOnly day, long position, long offset, CancellationToken cancellationToken) => RunAsync(
        async connection => (await connection.Command(
            """
            SELECT session FROM wireproxy.chunks WHERE ledger = $1 AND day = $2 AND position = $3
            UNION ALL SELECT session FROM wireproxy.keys WHERE ledger = $1 AND day = $2 AND position = $3
            """,
            StoreValues.Bytes(ledger), day, position).ReadAsync(row => (SessionId?)SessionColumns.SessionId(row, 0), cancellationToken)).FirstOrDefault(),
        cancellationToken);

    public Task<Digest?> HashCatalogAsync(LedgerId ledger, DateOnly day, CancellationToken cancellationToken) => Task.FromResult<Digest?>(null);

    public async Task<ICatalogRows?> OpenCatalogAsync(LedgerId ledger, DateOnly day, CancellationToken cancellationToken) =>
        await RunAsync(() => PostgresCatalogRows.OpenAsync(_database, ledger, day, cancellationToken));

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private static LocatedFrame Locate(NpgsqlDataReader row, DateOnly day, long offset)
    {
        bool isFrame = FrameHeader.TryRead(row.GetFieldValue<byte[]>(0), out FrameHeader header);
        byte[] payload = row.GetFieldValue<byte[]>(1);
        return isFrame ? new LocatedFrame(FrameState.Whole, day, offset, header, payload) : new LocatedFrame(FrameState.Unreadable, day, offset, default, default);
    }

    private Task<T> RunAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken) => RunAsync(async () =>
    {
        await using NpgsqlConnection connection = await _database.OpenConnectionAsync(cancellationToken);
        return await work(connection);
    });

    private static Task<T> RunAsync<T>(Func<Task<T>> work) => StoreCommands.TryAsync(work);
}
