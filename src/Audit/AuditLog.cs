using System.Collections.Concurrent;
using WireProxy.Audit.Indexing;
using WireProxy.Audit.Intake;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;
using WireProxy.Audit.Stores;
using WireProxy.Audit.Stores.Sqlite;

namespace WireProxy.Audit;

/// <summary>
/// Records sessions: appends go to an intake that survives the process, one task moves them to the store. Opening it first
/// moves what an earlier process left.
/// </summary>
public sealed class AuditLog : IAsyncDisposable
{
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(20);

    private readonly IntakeFolder _folder;
    private readonly IntakeOptions _intakeOptions;
    private readonly SegmentPool _pool;
    private readonly GroupCommit? _commit;
    private readonly IntakeGate _gate;
    private readonly IAuditStore _store;
    private readonly Sealer _sealer;
    private readonly ISessionIndexerFactory _indexers;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<SessionId, SessionIntake> _open = new();
    private Task _sealing = Task.CompletedTask;
    private int _disposed;

    private AuditLog(
        AuditLogOptions options, IntakeFolder folder, RecoveredIntake recovered, IAuditStore store, AuditParts parts)
    {
        _folder = folder;
        _store = store;
        _indexers = parts.Indexers;
        _time = parts.Time;
        _intakeOptions = new IntakeOptions
        {
            Folder = folder.Path,
            SegmentBytes = options.SegmentBytes,
            MaxSegments = options.MaxSegments,
        };
        _pool = new SegmentPool(_intakeOptions, options.SegmentFiles, recovered.Segments, recovered.LastNumber);
        _commit = options.Durability == Durability.Power ? new GroupCommit(_pool) : null;
        _gate = new IntakeGate(_pool.Pressure, _commit, _time);
        _sealer = new Sealer(store, parts.ChunkSealer, _pool, new SealingOptions { ChunkAge = options.ChunkAge }, _time);
    }

    public AuditHealth Health => new(_pool.Waiting, _open.Count, (_sealing.Exception?.InnerException ?? _sealer.Fault)?.Message);

    /// <summary>Opens the log with the embedded store, and recovers.</summary>
    /// <exception cref="IntakeUnavailableException">The folder is in use or can not be written.</exception>
    /// <exception cref="AuditStoreException">The store can not be opened.</exception>
    public static Task<AuditLog> OpenAsync(
        AuditLogOptions options, ISessionIndexerFactory indexers, TimeProvider time, CancellationToken cancellationToken) =>
        OpenAsync(
            options, () => SqliteAuditStore.Open(options.Path), new AuditParts(indexers, new HashedChunkSealer(), time), cancellationToken);

    internal static async Task<AuditLog> OpenAsync(
        AuditLogOptions options, Func<IAuditStore> openStore, AuditParts parts, CancellationToken cancellationToken)
    {
        IntakeFolder folder = IntakeFolder.Open(options.IntakePath);
        IAuditStore? store = null;
        AuditLog? log = null;
        try
        {
            RecoveredIntake recovered = IntakeRecovery.Scan(folder, options.SegmentFiles);
            store = openStore();
            log = new AuditLog(options, folder, recovered, store, parts);
            await new SessionRecovery(store, parts, log._sealer).RunAsync(recovered.Sessions, cancellationToken);
            log._pool.DeleteDone();
            log._sealing = Task.Run(() => log._sealer.RunAsync(log._stopping.Token), CancellationToken.None);
            return log;
        }
        catch
        {
            if (log is not null)
                await log.CloseAsync();
            else if (store is not null)
                await store.DisposeAsync();
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Starts the recording of a session.</summary>
    /// <exception cref="IntakeUnavailableException">It can not be recorded: refuse the connection.</exception>
    public SessionLog BeginSession(SessionHeader header)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
        var opened = new SessionOpened(header.Endpoint, header.Protocol, header.Client);
        SessionId id = SessionId.Create(_time.GetUtcNow());
        var intake = new SessionIntake(id, _pool, _intakeOptions, _time, _sealer.Wake);
        intake.Append(RecordKind.SessionOpened, RecordPayload.Write(opened));
        intake.Ended += () => _open.TryRemove(id, out _);
        _open[id] = intake;
        _sealer.Add(new SessionSealing(intake, new SessionState(id, _indexers), stored: null));
        return new SessionLog(intake, _gate);
    }

    /// <summary>Completes when everything appended before is in the store, where queries see it.</summary>
    public Task FlushAsync(CancellationToken cancellationToken) => _sealer.FlushAsync(cancellationToken);

    /// <summary>Ends what is open, seals everything and lets the folder go. What the store does not take stays for the next start.</summary>
    public ValueTask DisposeAsync() => DisposeAsync(DrainLimit);

    internal async ValueTask DisposeAsync(TimeSpan drainLimit)
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        foreach (SessionIntake session in _open.Values)
            session.End("the proxy stopped");
        await _stopping.CancelAsync();
        try
        {
            await _sealing;
            await DrainAsync(drainLimit);
        }
        finally
        {
            await CloseAsync();
        }
    }

    private async Task CloseAsync()
    {
        if (_commit is not null)
            await _commit.DisposeAsync();
        await _pool.DisposeAsync();
        await _store.DisposeAsync();
        _sealer.Dispose();
        _folder.Dispose();
        _stopping.Dispose();
    }

    private async Task DrainAsync(TimeSpan drainLimit)
    {
        using var limit = new CancellationTokenSource(drainLimit, _time);
        try
        {
            await _sealer.DrainAsync(limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
        }
    }
}
