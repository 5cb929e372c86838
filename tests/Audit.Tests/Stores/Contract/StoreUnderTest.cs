using WireProxy.Audit.Indexing;
using WireProxy.Audit.Keys;
using WireProxy.Audit.Ledger;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.Tests.Stores.Contract;

/// <summary>A store that a test writes to as the ledger's writer does.</summary>
public abstract class StoreUnderTest : IAsyncLifetime
{
    private readonly Dictionary<SessionId, SessionChain> _chains = [];
    private DateOnly? _opened;
    private int _day;

    internal static DateTimeOffset Start { get; } = new(2026, 3, 1, 12, 0, 0, 123, TimeSpan.Zero);

    /// <summary>The ledger that the tests write.</summary>
    protected LedgerId Ledger { get; } = LedgerId.Create();

    /// <summary>Its last frame.</summary>
    protected LedgerPosition End { get; private set; }

    protected IAuditStore Store { get; private set; } = null!;

    protected abstract IAuditStore Open();

    public Task InitializeAsync()
    {
        Store = Open();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await Store.DisposeAsync();

    protected static SessionEntry Session(string user, int minute = 0) => new()
    {
        Id = SessionId.Create(Start.AddMinutes(minute)),
        Endpoint = "shop-pg",
        Protocol = "Postgres",
        Client = "127.0.0.1:5000",
        User = user,
        StartedAt = Start.AddMinutes(minute),
    };

    protected SessionWrite Write(SessionEntry session, long first, long last, params string[] texts) => Write(session, first, last, key: null, texts);

    protected SessionWrite Write(SessionEntry session, long first, long last, SessionKey? key, params string[] texts)
    {
        var packer = new ChunkPacker(256 << 10);
        for (long sequence = first; sequence <= last; sequence++)
            packer.Add(new RecordHeader(RecordKind.ClientBytes, session.Id, sequence, sequence, 1), new byte[5000]);
        if (!_chains.TryGetValue(session.Id, out SessionChain? chain))
            _chains.Add(session.Id, chain = new SessionChain(stored: null));
        StatementEntry[] statements = [.. texts.Select((sql, at) => new StatementEntry { Seq = first + at, At = Start, Sql = sql, Kind = "Select" })];
        return packer.Seal(session, statements, chain, key);
    }

    protected void NextDay() => _day++;

    protected LedgerBatch Batch(params SessionWrite[] writes) =>
        Batch(writes.Select(write => (FrameKind.Chunk, write.Chunk.Bytes, (SessionWrite?)write)));

    protected LedgerBatch Batch(FrameKind kind, byte[] payload) => Batch([(kind, payload, null)]);

    private LedgerBatch Batch(IEnumerable<(FrameKind Kind, ReadOnlyMemory<byte> Payload, SessionWrite? Write)> frames)
    {
        DateOnly day = DateOnly.FromDateTime(Start.UtcDateTime).AddDays(_day);
        List<LedgerWrite> writes = [];
        if (_opened != day)
        {
            byte[] opening = LedgerPayload.Write(new DayOpened(Ledger.ToString(), LedgerPayload.Text(day), End.Link.ToString(), [], []));
            frames = frames.Prepend((FrameKind.DayOpened, opening, null));
        }
        _opened = day;
        foreach ((FrameKind kind, ReadOnlyMemory<byte> payload, SessionWrite? write) in frames)
        {
            FrameHeader header = End.Next(kind, payload.Span, Digest.Of(payload.Span), 1);
            End = new LedgerPosition(header.Position, header.Link);
            writes.Add(new LedgerWrite(new LedgerFrame(header, payload), write));
        }
        return new LedgerBatch(Ledger, day, writes);
    }

    protected async Task AssertListAsync(SessionQuery query, params SessionEntry[] expected) =>
        Assert.Equal(expected.Select(session => session.Id), (await ListAsync(query)).Select(session => session.Id));

    protected Task<IReadOnlyList<SessionEntry>> ListAsync(SessionQuery query) => Store.ListSessionsAsync(query, default);

    protected Task WriteAsync(params SessionWrite[] writes) => Store.WriteAsync(Batch(writes), default);

    protected static async Task<List<T>> ToListAsync<T>(IAsyncEnumerable<T> items)
    {
        List<T> list = [];
        await foreach (T item in items)
            list.Add(item);
        return list;
    }
}
