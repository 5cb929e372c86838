using WireProxy.Audit.Indexing;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;

namespace WireProxy.Audit.Stores;

/// <summary>Keeps sealed chunks and the catalog over them. Knows nothing of what is in a chunk.</summary>
public interface IAuditStore : IAsyncDisposable
{
    /// <summary>
    /// One transaction, on the disk when it returns. A chunk whose last record the store has already is passed over with its
    /// statements, so that a repeated write changes nothing.
    /// </summary>
    Task WriteAsync(IReadOnlyList<SessionWrite> writes, CancellationToken cancellationToken);

    /// <summary>How far a session is; null when the store does not have it.</summary>
    Task<StoredPosition?> FindPositionAsync(SessionId session, CancellationToken cancellationToken);

    /// <summary>Sessions without an end.</summary>
    Task<IReadOnlyList<SessionId>> ListUnendedAsync(CancellationToken cancellationToken);

    Task<IReadOnlyList<SessionEntry>> ListSessionsAsync(SessionQuery query, CancellationToken cancellationToken);

    /// <summary>The sessions whose id starts so, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<SessionEntry>> FindSessionsAsync(string idPrefix, int limit, CancellationToken cancellationToken);

    IAsyncEnumerable<StatementEntry> ListStatementsAsync(SessionId session, CancellationToken cancellationToken);

    /// <summary>A session's chunks in order.</summary>
    IAsyncEnumerable<SealedChunk> ReadChunksAsync(SessionId session, CancellationToken cancellationToken);
}
