using WireProxy.Audit.Ledger;
using WireProxy.Audit.Records;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.Verification;

/// <summary>Whether somebody writes the store while it is verified.</summary>
public enum StoreActivity
{
    AtRest,

    /// <summary>The end of the last day may be half written.</summary>
    BeingWritten,
}

/// <summary>A store as verification reads it: everything, and without keys.</summary>
public interface ILedgerSource : IAsyncDisposable
{
    StoreActivity Activity { get; }

    /// <summary>Where the first frame of a day stands.</summary>
    long FirstOffset { get; }

    Task<IReadOnlyList<LedgerId>> ListLedgersAsync(CancellationToken cancellationToken);

    /// <summary>The days that are there, oldest first.</summary>
    Task<IReadOnlyList<DateOnly>> ListDaysAsync(LedgerId ledger, CancellationToken cancellationToken);

    /// <summary>How much <see cref="ReadAsync"/> will read.</summary>
    Task<long> CountBytesAsync(LedgerId ledger, CancellationToken cancellationToken);

    Task<StoredHeads> ReadHeadsAsync(LedgerId ledger, CancellationToken cancellationToken);

    /// <summary>The frames of a day in the order in which they stand; a day's reading ends at what is no frame.</summary>
    IAsyncEnumerable<FramePage> ReadAsync(LedgerId ledger, DateOnly day, CancellationToken cancellationToken);

    /// <summary>Whose chunk the catalog has at this position, or whose key in the frame at this offset; null when it does not say.</summary>
    Task<SessionId?> FindSessionAsync(LedgerId ledger, DateOnly day, long position, long offset, CancellationToken cancellationToken);

    /// <summary>The hash of a day's catalog where it is a file that nobody writes; else null.</summary>
    Task<Digest?> HashCatalogAsync(LedgerId ledger, DateOnly day, CancellationToken cancellationToken);

    /// <summary>A day's catalog as it is now; null when there is none.</summary>
    Task<ICatalogRows?> OpenCatalogAsync(LedgerId ledger, DateOnly day, CancellationToken cancellationToken);
}
