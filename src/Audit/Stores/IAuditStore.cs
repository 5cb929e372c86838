using WireProxy.Audit.Ledger;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;

namespace WireProxy.Audit.Stores;

/// <summary>How much of each chunk is read.</summary>
public enum ChunkParts
{
    Whole,

    /// <summary>Header, entry and outcomes: what a list of statements takes.</summary>
    WithoutRecords,
}

/// <summary>
/// Keeps the frames of ledgers and the catalog over them. The frames are the evidence; the catalog is what is found in
/// them, so that it can be searched. Knows nothing of what is in a chunk.
/// </summary>
public interface IAuditStore : IAsyncDisposable
{
    /// <summary>
    /// One transaction, on the disk when it returns. Frames that the store has already are passed over, so that a repeated
    /// write changes nothing.
    /// </summary>
    Task WriteAsync(LedgerBatch batch, CancellationToken cancellationToken);

    /// <summary>Adds an entry to the keychain; on the disk when it returns.</summary>
    Task WriteKeychainAsync(LedgerId ledger, ReadOnlyMemory<byte> entry, CancellationToken cancellationToken);

    /// <summary>The ledger whose frames a store for one proxy holds; null when it is empty, or a store for many.</summary>
    Task<LedgerId?> FindOwnerAsync(CancellationToken cancellationToken);

    /// <summary>The frames of the newest day without chunks and keys, in order, with the very last frame; empty in a new ledger.</summary>
    Task<IReadOnlyList<LedgerFrame>> ReadStateAsync(LedgerId ledger, CancellationToken cancellationToken);

    Task<StoredHeads> ReadHeadsAsync(LedgerId ledger, CancellationToken cancellationToken);

    /// <summary>How far a session is; null when the store does not have it.</summary>
    Task<StoredPosition?> FindPositionAsync(SessionId session, CancellationToken cancellationToken);

    /// <summary>The session's wrapped key; null when it has none, or was shredded.</summary>
    Task<ReadOnlyMemory<byte>?> FindKeyAsync(SessionId session, CancellationToken cancellationToken);

    /// <summary>Sessions of a ledger without an end.</summary>
    Task<IReadOnlyList<SessionId>> ListUnendedAsync(LedgerId ledger, CancellationToken cancellationToken);

    Task<IReadOnlyList<SessionEntry>> ListSessionsAsync(SessionQuery query, CancellationToken cancellationToken);

    /// <summary>The sessions whose id starts so, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<SessionEntry>> FindSessionsAsync(string idPrefix, int limit, CancellationToken cancellationToken);

    /// <summary>A session's chunks in order, also those that are written meanwhile.</summary>
    IAsyncEnumerable<SealedChunk> ReadChunksAsync(SessionId session, ChunkParts parts, CancellationToken cancellationToken);

    /// <summary>Whether retention took days in which the session may have had chunks.</summary>
    Task<bool> WasErasedAsync(SessionId session, CancellationToken cancellationToken);

    /// <summary>Sessions under legal hold.</summary>
    Task<IReadOnlySet<SessionId>> ListHeldAsync(CancellationToken cancellationToken);

    /// <summary>The days of a ledger, oldest first.</summary>
    Task<IReadOnlyList<StoredDay>> ListDaysAsync(LedgerId ledger, CancellationToken cancellationToken);

    /// <summary>Which of these sessions have chunks of this day.</summary>
    Task<IReadOnlySet<SessionId>> FindInDayAsync(
        LedgerId ledger, DateOnly day, IReadOnlySet<SessionId> among, CancellationToken cancellationToken);

    /// <summary>
    /// Nothing more is written to the catalog of a day until the store is opened again. The hash of its file; null where
    /// there is no file of its own, or somebody reads it.
    /// </summary>
    Task<Digest?> CloseCatalogAsync(LedgerId ledger, DateOnly day, CancellationToken cancellationToken);

    /// <summary>Takes a day away, all of it, or with <paramref name="kept"/> sessions what is not theirs. More than once is once.</summary>
    Task EraseDayAsync(LedgerId ledger, DateOnly day, IReadOnlySet<SessionId> kept, CancellationToken cancellationToken);

    /// <summary>
    /// Makes a session unreadable for good: zeroes its key where it has one, else its records, and takes its texts out of
    /// the catalog. More than once is once.
    /// </summary>
    Task ShredAsync(SessionId session, CancellationToken cancellationToken);
}
