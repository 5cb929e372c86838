using WireProxy.Audit.Ledger;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.Tests.Stores;

/// <summary>A store that passes everything on to another; a test changes what it needs to.</summary>
internal abstract class DelegatingStore(IAuditStore inner) : IAuditStore
{
    public virtual Task WriteAsync(LedgerBatch batch, CancellationToken cancellationToken) => inner.WriteAsync(batch, cancellationToken);

    public virtual Task WriteKeychainAsync(LedgerId ledger, ReadOnlyMemory<byte> entry, CancellationToken cancellationToken) =>
        inner.WriteKeychainAsync(ledger, entry, cancellationToken);

    public Task<LedgerId?> FindOwnerAsync(CancellationToken cancellationToken) => inner.FindOwnerAsync(cancellationToken);

    public Task<IReadOnlyList<LedgerFrame>> ReadStateAsync(LedgerId ledger, CancellationToken cancellationToken) =>
        inner.ReadStateAsync(ledger, cancellationToken);

    public Task<StoredHeads> ReadHeadsAsync(LedgerId ledger, CancellationToken cancellationToken) => inner.ReadHeadsAsync(ledger, cancellationToken);

    public Task<StoredPosition?> FindPositionAsync(SessionId session, CancellationToken cancellationToken) =>
        inner.FindPositionAsync(session, cancellationToken);

    public Task<ReadOnlyMemory<byte>?> FindKeyAsync(SessionId session, CancellationToken cancellationToken) => inner.FindKeyAsync(session, cancellationToken);

    public Task<IReadOnlyList<SessionId>> ListUnendedAsync(LedgerId ledger, CancellationToken cancellationToken) =>
        inner.ListUnendedAsync(ledger, cancellationToken);

    public Task<IReadOnlyList<SessionEntry>> ListSessionsAsync(SessionQuery query, CancellationToken cancellationToken) =>
        inner.ListSessionsAsync(query, cancellationToken);

    public Task<IReadOnlyList<SessionEntry>> FindSessionsAsync(string idPrefix, int limit, CancellationToken cancellationToken) =>
        inner.FindSessionsAsync(idPrefix, limit, cancellationToken);

    public IAsyncEnumerable<SealedChunk> ReadChunksAsync(SessionId session, ChunkParts parts, CancellationToken cancellationToken) =>
        inner.ReadChunksAsync(session, parts, cancellationToken);

    public Task<bool> WasErasedAsync(SessionId session, CancellationToken cancellationToken) => inner.WasErasedAsync(session, cancellationToken);

    public Task<IReadOnlySet<SessionId>> ListHeldAsync(CancellationToken cancellationToken) => inner.ListHeldAsync(cancellationToken);

    public Task<IReadOnlyList<StoredDay>> ListDaysAsync(LedgerId ledger, CancellationToken cancellationToken) => inner.ListDaysAsync(ledger, cancellationToken);

    public Task<IReadOnlySet<SessionId>> FindInDayAsync(
        LedgerId ledger, DateOnly day, IReadOnlySet<SessionId> among, CancellationToken cancellationToken) =>
        inner.FindInDayAsync(ledger, day, among, cancellationToken);

    public Task<Digest?> CloseCatalogAsync(LedgerId ledger, DateOnly day, CancellationToken cancellationToken) =>
        inner.CloseCatalogAsync(ledger, day, cancellationToken);

    public virtual Task EraseDayAsync(LedgerId ledger, DateOnly day, IReadOnlySet<SessionId> kept, CancellationToken cancellationToken) =>
        inner.EraseDayAsync(ledger, day, kept, cancellationToken);

    public virtual Task ShredAsync(SessionId session, CancellationToken cancellationToken) => inner.ShredAsync(session, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
