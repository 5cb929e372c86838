using System.Diagnostics;
using System.Globalization;
using WireProxy.Audit.Indexing;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;
using WireProxy.Audit.Stores;
using WireProxy.Audit.Stores.Sqlite;

namespace WireProxy.Audit.Tests.Stores;

/// <summary>
/// A SQLite store that copies the whole audit folder before and after each commit: what a process killed at that moment
/// would have left.
/// </summary>
internal sealed class SnapshottingStore(string folder, string snapshots, Func<int> acknowledged) : IAuditStore
{
    private readonly SqliteAuditStore _store = SqliteAuditStore.Open(folder);

    /// <summary>The copies, with what had been acknowledged when each was begun.</summary>
    public List<(string Folder, int Acknowledged)> Snapshots { get; } = [];

    public async Task WriteAsync(IReadOnlyList<SessionWrite> writes, CancellationToken cancellationToken)
    {
        Copy();
        await _store.WriteAsync(writes, cancellationToken);
        Copy();
    }

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

    // By cp, which takes no notice of the locks that the log holds on its files.
    private void Copy()
    {
        int count = acknowledged();
        string target = Path.Combine(snapshots, Snapshots.Count.ToString(CultureInfo.InvariantCulture));
        using Process copying = Process.Start("cp", ["-r", folder, target]);
        copying.WaitForExit();
        Assert.Equal(0, copying.ExitCode);
        File.Delete(SqliteAuditStore.FileIn(target) + "-shm");
        Snapshots.Add((target, count));
    }
}
