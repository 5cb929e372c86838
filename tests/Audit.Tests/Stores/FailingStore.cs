using System.Runtime.CompilerServices;
using WireProxy.Audit.Indexing;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.Tests.Stores;

/// <summary>A store in memory that fails when the test says so.</summary>
internal sealed class FailingStore : IAuditStore
{
    private readonly List<SealedChunk> _chunks = [];

    public volatile AuditStoreException? Failure;

    public Task WriteAsync(IReadOnlyList<SessionWrite> writes, CancellationToken cancellationToken)
    {
        if (Failure is { } failure)
            return Task.FromException(failure);
        // The bytes are the sealer's again after this call.
        _chunks.AddRange(writes.Select(write => write.Chunk with { Bytes = write.Chunk.Bytes.ToArray() }));
        return Task.CompletedTask;
    }

    public List<StoredRecord> Records(SessionId session)
    {
        var reader = new ChunkReader(new HashedChunkSealer());
        List<StoredRecord> records = [];
        foreach (SealedChunk chunk in _chunks.Where(chunk => chunk.Session == session))
        {
            reader.Open(chunk);
            while (reader.TryRead(out AuditRecord record))
                records.Add(new StoredRecord(record.Header, record.Bytes.ToArray()));
        }
        return records;
    }

    public Task<StoredPosition?> FindPositionAsync(SessionId session, CancellationToken cancellationToken) =>
        Task.FromResult<StoredPosition?>(null);

    public Task<IReadOnlyList<SessionId>> ListUnendedAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SessionId>>([]);

    public Task<IReadOnlyList<SessionEntry>> ListSessionsAsync(SessionQuery query, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<SessionEntry>> FindSessionsAsync(string idPrefix, int limit, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public IAsyncEnumerable<StatementEntry> ListStatementsAsync(SessionId session, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public async IAsyncEnumerable<SealedChunk> ReadChunksAsync(
        SessionId session, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (SealedChunk chunk in _chunks.Where(chunk => chunk.Session == session))
            yield return chunk;
    }

    public ValueTask DisposeAsync() => default;
}
