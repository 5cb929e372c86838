using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.Verification;

/// <summary>A session's row.</summary>
public sealed record CatalogSession(SessionEntry Entry, StoredPosition Position, CatalogKey Key);

/// <summary>Whether the catalog knows a key of a session.</summary>
public enum CatalogKey
{
    None,
    Known,
}

/// <summary>A chunk's row.</summary>
public readonly record struct CatalogChunk(SessionId Session, long Ordinal, long Position, long FirstSequence, long LastSequence, int Length);

/// <summary>A session ran a text.</summary>
public readonly record struct CatalogUse(SessionId Session, Digest Text);

/// <summary>The rows of one day's catalog, all of one moment.</summary>
public interface ICatalogRows : IAsyncDisposable
{
    /// <summary>The position up to which the ledger is in the catalog.</summary>
    long Applied { get; }

    IAsyncEnumerable<CatalogSession> ReadSessionsAsync(CancellationToken cancellationToken);

    IAsyncEnumerable<CatalogChunk> ReadChunksAsync(CancellationToken cancellationToken);

    IAsyncEnumerable<CatalogUse> ReadUsesAsync(CancellationToken cancellationToken);

    IAsyncEnumerable<StatementText> ReadTextsAsync(CancellationToken cancellationToken);

    /// <summary>Why its rows can not be believed; null when its file is well.</summary>
    Task<string?> FindDamageAsync(CancellationToken cancellationToken);

    /// <summary>Whether it is this frame that it has as its last one. Stores that write both at once say no more of it than its position.</summary>
    bool EndsWith(in LocatedFrame frame) => true;

    /// <summary>What is wrong between its tables, with its index over the texts and with the places it gives; null when they fit.</summary>
    Task<string?> FindIndexDamageAsync(CancellationToken cancellationToken);
}
