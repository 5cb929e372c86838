using System.Runtime.CompilerServices;
using WireProxy.Audit.Indexing;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;
using WireProxy.Audit.Stores;
using WireProxy.Audit.Stores.Sqlite;

namespace WireProxy.Audit;

/// <summary>Reads what was recorded, also while a proxy records. What is not in the store yet, about a second's worth, is not seen.</summary>
public sealed class AuditArchive : IAsyncDisposable
{
    private readonly IAuditStore _store;
    private readonly IChunkSealer _sealer;

    internal AuditArchive(IAuditStore store, IChunkSealer sealer)
    {
        _store = store;
        _sealer = sealer;
    }

    /// <summary>Opens the embedded store of an audit folder.</summary>
    /// <exception cref="AuditStoreException">There is none, or another version wrote it.</exception>
    public static AuditArchive Open(string path) => new(SqliteAuditStore.OpenRead(path), new HashedChunkSealer());

    public Task<IReadOnlyList<SessionEntry>> ListSessionsAsync(SessionQuery query, CancellationToken cancellationToken) =>
        _store.ListSessionsAsync(query, cancellationToken);

    /// <summary>The sessions whose id starts so: one when the prefix is long enough.</summary>
    public Task<IReadOnlyList<SessionEntry>> FindSessionsAsync(string idPrefix, int limit, CancellationToken cancellationToken) =>
        _store.FindSessionsAsync(idPrefix, limit, cancellationToken);

    public IAsyncEnumerable<StatementEntry> ListStatementsAsync(SessionId session, CancellationToken cancellationToken) =>
        _store.ListStatementsAsync(session, cancellationToken);

    /// <summary>A session's records in order.</summary>
    /// <exception cref="AuditIntegrityException">They are not what was written.</exception>
    public async IAsyncEnumerable<StoredRecord> ReadRecordsAsync(
        SessionId session, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = new ChunkReader(_sealer);
        await foreach (SealedChunk chunk in _store.ReadChunksAsync(session, cancellationToken))
        {
            reader.Open(chunk);
            while (Next(reader) is { } record)
                yield return record;
        }
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private static StoredRecord? Next(ChunkReader reader) =>
        reader.TryRead(out AuditRecord record) ? new StoredRecord(record.Header, record.Bytes.ToArray()) : null;
}
