using System.Runtime.CompilerServices;
using WireProxy.Audit.Ledger;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;
using WireProxy.Audit.Stores;
using WireProxy.Audit.Verification;

namespace WireProxy.Audit.LiteDb;

/// <summary>The store as verification reads it. A frame's offset is counted as in a file of its day.</summary>
internal sealed class LiteDbLedgerSource(StoreFile file) : ILedgerSource
{
    private const long PageBytes = 8 << 20;

    // Nobody can write a file that is open to be read.
    public StoreActivity Activity => StoreActivity.AtRest;

    public long FirstOffset => 0;

    // Without the ledger's row its days still say whose they are.
    public Task<IReadOnlyList<LedgerId>> ListLedgersAsync(CancellationToken cancellationToken) => file.ReadAsync<IReadOnlyList<LedgerId>>(
        tables =>
        {
            List<DayRow> days = DayRow.List(tables);
            LedgerRow? ledger = LedgerRow.Find(tables);
            if (ledger is null && days.Count == 0)
                throw new AuditStoreException("there is no ledger in the audit store");
            return [ledger?.Id ?? days.Select(day => ReadLedger(tables, day)).FirstOrDefault(id => id != default)];
        },
        cancellationToken);

    public Task<IReadOnlyList<DateOnly>> ListDaysAsync(LedgerId ledger, CancellationToken cancellationToken) => file.ReadAsync<IReadOnlyList<DateOnly>>(
        tables => DayRow.List(tables).ConvertAll(day => day.Day), cancellationToken);

    public Task<long> CountBytesAsync(LedgerId ledger, CancellationToken cancellationToken) =>
        file.ReadAsync(tables => DayRow.List(tables).Sum(day => day.Bytes), cancellationToken);

    public Task<StoredHeads> ReadHeadsAsync(LedgerId ledger, CancellationToken cancellationToken) => file.ReadAsync(
        tables => LedgerRow.Find(tables) is { } row ? new StoredHeads(row.Keychain, row.Head) : new StoredHeads(default, default), cancellationToken);

    public async IAsyncEnumerable<FramePage> ReadAsync(LedgerId ledger, DateOnly day, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await file.ReadAsync(tables => DayRow.Find(tables, day), cancellationToken) is not { } row)
            yield break;
        long next = row.First, at = 0;
        while (next <= row.Last && await ReadPageAsync(row, next, at, cancellationToken) is { Count: > 0 } page)
        {
            long end = page[^1].State == FrameState.Unreadable ? page[^1].Offset : page[^1].Offset + page[^1].Header.FrameSize;
            yield return new FramePage(page, end - at);
            if (page[^1].State == FrameState.Unreadable)
                yield break;
            next += page.Count;
            at = end;
        }
    }

    public Task<SessionId?> FindSessionAsync(LedgerId ledger, DateOnly day, long position, long offset, CancellationToken cancellationToken) => file.ReadAsync(
        tables => (tables.Chunks.FindById(position) ?? tables.Keys.FindById(position)) is { } row ? RowKey.SessionAt(row[StoreTables.Other], 0) : default(SessionId?),
        cancellationToken);

    public Task<Digest?> HashCatalogAsync(LedgerId ledger, DateOnly day, CancellationToken cancellationToken) => Task.FromResult<Digest?>(null);

    public async Task<ICatalogRows?> OpenCatalogAsync(LedgerId ledger, DateOnly day, CancellationToken cancellationToken) =>
        await file.ReadAsync(tables => DayRow.Find(tables, day), cancellationToken) is { } row ? new LiteDbCatalogRows(file, row) : null;

    public ValueTask DisposeAsync()
    {
        file.Dispose();
        return default;
    }

    private static LedgerId ReadLedger(StoreTables tables, DayRow day) => new FrameTable(tables.Frames).Find(day.First) is { } first
        && LedgerPayload.ReadDay(first.Payload.Span) is { } opening && LedgerId.TryParse(opening.Ledger, out LedgerId id) ? id : default;

    // What stands at a frame's place and is none ends the day, as bytes in a file that are no frame do.
    private async Task<List<LocatedFrame>> ReadPageAsync(DayRow day, long first, long offset, CancellationToken cancellationToken)
    {
        List<LocatedFrame> page = [];
        long at = offset;
        try
        {
            return await file.ReadAsync(
                tables =>
                {
                    foreach ((long position, LedgerFrame? frame) in new FrameTable(tables.Frames).Between(first, day.Last))
                    {
                        if (position != first + page.Count || frame is null)
                        {
                            page.Add(new LocatedFrame(FrameState.Unreadable, day.Day, at, default, default));
                            break;
                        }
                        page.Add(new LocatedFrame(FrameState.Whole, day.Day, at, frame.Header, frame.Payload));
                        at += frame.Header.FrameSize;
                        if (at - offset >= PageBytes)
                            break;
                    }
                    return page;
                },
                cancellationToken);
        }
        catch (AuditIntegrityException)
        {
            page.Add(new LocatedFrame(FrameState.Unreadable, day.Day, at, default, default));
            return page;
        }
    }
}
