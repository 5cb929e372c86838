using WireProxy.Audit.Indexing;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;
using WireProxy.Audit.Stores;
using WireProxy.Audit.Stores.Sqlite;

namespace WireProxy.Audit.Tests.Stores;

/// <summary>A SQLite store that stops taking writes at the test's word.</summary>
internal sealed class StoppingStore(string folder) : IAuditStore
{
    private readonly SqliteAuditStore _store = Open(folder);
    private volatile bool _failing;

    public void Fail() => _failing = true;

    public Task<AuditLog> OpenAsync() => AuditLog.OpenAsync(
        new AuditLogOptions { Path = folder },
        () => this,
        new AuditParts(new LineIndexers(), new HashedChunkSealer(), TimeProvider.System),
        default);

    public Task WriteAsync(IReadOnlyList<SessionWrite> writes, CancellationToken cancellationToken) =>
        _failing ? Task.FromException(new AuditStoreException("stopped")) : _store.WriteAsync(writes, cancellationToken);

    public Task<StoredPosition?> FindPositionAsync(SessionId session, CancellationToken cancellationToken) =>
        _store.FindPositionAsync(session, cancellationToken);

    public Task<IReadOnlyList<SessionId>> ListUnendedAsync(CancellationToken cancellationToken) =>
        _store.ListUnendedAsync(cancellationToken);

    public Task<IReadOnlyList<SessionEntry>> ListSessionsAsync(SessionQuery query, CancellationToken cancellationToken) =>
        _store.ListSessionsAsync(query, cancellationToken);

    public Task<IReadOnlyList<SessionEntry>> FindSessionsAsync(string idPrefix, int limit, CancellationToken cancellationToken) =>
        _store.FindSessionsAsync(idPrefix, limit, cancellationToken);

    public IAsyncEnumerable<StatementEntry> ListStatementsAsync(SessionId session, CancellationToken cancellationToken) =>
        _store.ListStatementsAsync(session, cancellationToken);

    public IAsyncEnumerable<SealedChunk> ReadChunksAsync(SessionId session, CancellationToken cancellationToken) =>
        _store.ReadChunksAsync(session, cancellationToken);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private static SqliteAuditStore Open(string folder)
    {
        Directory.CreateDirectory(folder);
        return SqliteAuditStore.Open(folder);
    }
}
