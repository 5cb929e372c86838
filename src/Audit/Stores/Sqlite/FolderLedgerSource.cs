using WireProxy.Audit.Intake;
using WireProxy.Audit.Ledger;
using WireProxy.Audit.Records;
using WireProxy.Audit.Verification;

namespace WireProxy.Audit.Stores.Sqlite;

/// <summary>The embedded store, or a copy of it, as verification reads it.</summary>
public sealed class FolderLedgerSource : ILedgerSource
{
    private readonly string _folder;

    /// <exception cref="AuditStoreException">There is no store.</exception>
    public FolderLedgerSource(string folder)
    {
        _folder = folder;
        // Without any day it may be a store of which every day was taken away: what was signed tells.
        if (DayFiles.List(folder).Count == 0 && Heads.Read() is { Head.IsEmpty: true, Keychain.IsEmpty: true })
            throw new AuditStoreException($"there is no audit store in {folder}");
        Activity = IntakeFolder.IsHeld(Path.Combine(folder, AuditLogOptions.IntakeName)) ? StoreActivity.BeingWritten : StoreActivity.AtRest;
    }

    public StoreActivity Activity { get; }

    public long FirstOffset => LedgerFile.HeaderSize;

    public Task<IReadOnlyList<LedgerId>> ListLedgersAsync(CancellationToken cancellationToken)
    {
        // The days say which ledger they are of; a day that was exchanged for one of another ledger must not hide the rest.
        LedgerId[] named = [.. DayFiles.List(_folder).Select(ReadLedger).OfType<LedgerId>()];
        LedgerId owner = named.Length == 0
            ? SignedHead.Read(Heads.Read().Head.Span)?.Ledger ?? LedgerIdFile.Find(_folder) ?? default
            : named.GroupBy(id => id).OrderByDescending(group => group.Count()).First().Key;
        return Task.FromResult<IReadOnlyList<LedgerId>>([owner]);
    }

    public Task<IReadOnlyList<DateOnly>> ListDaysAsync(LedgerId ledger, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DateOnly>>(DayFiles.List(_folder));

    public Task<long> CountBytesAsync(LedgerId ledger, CancellationToken cancellationToken) =>
        Task.FromResult(DayFiles.List(_folder).Sum(day => new FileInfo(DayFiles.Ledger(_folder, day)).Length));

    public Task<StoredHeads> ReadHeadsAsync(LedgerId ledger, CancellationToken cancellationToken) =>
        Task.FromResult(Heads.Read());

    public IAsyncEnumerable<FramePage> ReadAsync(LedgerId ledger, DateOnly day, CancellationToken cancellationToken) =>
        new LedgerPages(_folder, day).ReadAsync(cancellationToken);

    public Task<SessionId?> FindSessionAsync(LedgerId ledger, DateOnly day, long position, long offset, CancellationToken cancellationToken)
    {
        try
        {
            using DayCatalog catalog = DayCatalog.Open(_folder, day);
            return Task.FromResult(catalog.FindOwner(position, offset));
        }
        catch (Exception unreadable) when (unreadable is AuditStoreException or Sealing.AuditIntegrityException)
        {
            return Task.FromResult<SessionId?>(null);
        }
    }

    public Task<Digest?> HashCatalogAsync(LedgerId ledger, DateOnly day, CancellationToken cancellationToken)
    {
        string path = DayFiles.Catalog(_folder, day);
        return Task.FromResult<Digest?>(CatalogAtRest.IsOne(path) ? CatalogAtRest.Hash(path) : null);
    }

    public Task<ICatalogRows?> OpenCatalogAsync(LedgerId ledger, DateOnly day, CancellationToken cancellationToken) => Task.FromResult<ICatalogRows?>(
        File.Exists(DayFiles.Catalog(_folder, day)) ? new SqliteCatalogRows(DayCatalog.Open(_folder, day), DayFiles.Ledger(_folder, day)) : null);

    public ValueTask DisposeAsync() => default;

    private HeadFiles Heads => new(_folder, new DiskStoreFiles());

    private LedgerId? ReadLedger(DateOnly day)
    {
        using var frames = new LedgerScanner(DayFiles.Ledger(_folder, day));
        return frames.TryRead(out FrameHeader header) && LedgerPayload.ReadDay(frames.ReadPayload(header)) is { } opened
            && LedgerId.TryParse(opened.Ledger, out LedgerId id)
                ? id
                : null;
    }
}
