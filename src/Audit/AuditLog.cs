using System.Collections.Concurrent;
using WireProxy.Audit.Indexing;
using WireProxy.Audit.Intake;
using WireProxy.Audit.Keys;
using WireProxy.Audit.Ledger;
using WireProxy.Audit.Orders;
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
    private static readonly TimeSpan RetentionInterval = TimeSpan.FromHours(1);

    private readonly IntakeFolder _folder;
    private readonly IntakeOptions _intakeOptions;
    private readonly SegmentPool _pool;
    private readonly GroupCommit? _commit;
    private readonly IntakeGate _gate;
    private readonly IAuditStore _store;
    private readonly Sealer _sealer;
    private readonly SystemLog _system;
    private readonly SessionOrders _orders;
    private readonly Retention _retention;
    private readonly WitnessQueue? _witness;
    private readonly AuditLogOptions _options;
    private readonly ISessionIndexerFactory _indexers;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<SessionId, SessionIntake> _open = new();
    private Task _sealing = Task.CompletedTask;
    private Task _retaining = Task.CompletedTask;
    private Task _ordering = Task.CompletedTask;
    private int _disposed;

    private AuditLog(AuditLogOptions options, IntakeFolder folder, RecoveredIntake recovered, IAuditStore store, LedgerWriter ledger, LedgerId id, AuditParts parts)
    {
        _options = options;
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
        _pool = new SegmentPool(_intakeOptions, options.SegmentFiles, recovered.Segments, recovered.LastNumber, _time);
        _commit = options.Durability == Durability.Power ? new GroupCommit(_pool) : null;
        _gate = new IntakeGate(_pool.Pressure, _commit, _time);
        _sealer = new Sealer(ledger, options.Keys, _pool, new SealingOptions { ChunkAge = options.ChunkAge }, _time);
        _system = new SystemLog(Begin);
        _orders = new SessionOrders(store, id, ledger, _system);
        _retention = new Retention(store, id, ledger, options.Retention, _time) { Erased = detail => _system.Note("recordings erased", detail) };
        _witness = options.Witness is { } witness ? new WitnessQueue(witness, _time) : null;
        ledger.HeadSigned = head => _witness?.Add(head);
    }

    public AuditHealth Health => new(_pool.Waiting, _open.Count, (_sealing.Exception?.InnerException ?? _sealer.Fault)?.Message ?? _pool.Fault ?? _witness?.Fault);

    /// <summary>Opens the log with the embedded store, and recovers.</summary>
    /// <exception cref="IntakeUnavailableException">The folder is in use or can not be written.</exception>
    /// <exception cref="AuditStoreException">The store can not be opened.</exception>
    /// <exception cref="AuditKeyException">The keys are not those of the store.</exception>
    public static Task<AuditLog> OpenAsync(
        AuditLogOptions options, ISessionIndexerFactory indexers, TimeProvider time, CancellationToken cancellationToken) =>
        OpenAsync(options, () => SqliteAuditStore.Open(options.Path, new CatalogSource(options.Keys)), indexers, time, cancellationToken);

    /// <summary>Opens the log with another store.</summary>
    /// <inheritdoc cref="OpenAsync(AuditLogOptions, ISessionIndexerFactory, TimeProvider, CancellationToken)"/>
    public static async Task<AuditLog> OpenAsync(
        AuditLogOptions options, Func<IAuditStore> openStore, ISessionIndexerFactory indexers, TimeProvider time, CancellationToken cancellationToken)
    {
        var parts = new AuditParts(indexers, time);
        IntakeFolder folder = IntakeFolder.Open(options.IntakePath);
        IAuditStore? store = null;
        AuditLog? log = null;
        try
        {
            RecoveredIntake recovered = IntakeRecovery.Scan(folder, options.SegmentFiles);
            store = openStore();
            LedgerId id = LedgerIdFile.Resolve(options.Path, await store.FindOwnerAsync(cancellationToken));
            var ledger = new LedgerWriter(store, LedgerOptionsOf(options, id), time);
            await ledger.OpenAsync(cancellationToken);
            log = new AuditLog(options, folder, recovered, store, ledger, id, parts);
            await log.RecoverAsync(recovered, parts, id, cancellationToken);
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
        SessionIntake intake = Begin(header);
        intake.Ended += () => _open.TryRemove(intake.Session, out _);
        _open[intake.Session] = intake;
        return new SessionLog(intake, _gate);
    }

    /// <summary>Records something that the proxy did, outside of any client's session.</summary>
    public void Note(string name, string? detail = null) => _system.Note(name, detail);

    /// <summary>Keeps a session from retention and from being shredded.</summary>
    /// <exception cref="AuditOrderException">There is no such session.</exception>
    public Task HoldAsync(SessionId session, string? by, string? reason, CancellationToken cancellationToken) =>
        _sealer.RunAsync(stopping => _orders.HoldAsync(new SessionMarked(session.ToString(), by, reason), session, stopping), cancellationToken);

    /// <exception cref="AuditOrderException">It is not held.</exception>
    public Task ReleaseAsync(SessionId session, string? by, string? reason, CancellationToken cancellationToken) =>
        _sealer.RunAsync(stopping => _orders.ReleaseAsync(new SessionMarked(session.ToString(), by, reason), session, stopping), cancellationToken);

    /// <summary>Makes a session unreadable for good; that it was stays in the ledger.</summary>
    /// <exception cref="AuditOrderException">It is held, goes on, or is not there.</exception>
    public Task ShredAsync(SessionId session, string? by, string? reason, CancellationToken cancellationToken) =>
        _sealer.RunAsync(stopping => _orders.ShredAsync(new SessionMarked(session.ToString(), by, reason), session, stopping), cancellationToken);

    /// <summary>Takes away what is too old or too much, now; it happens by itself, too.</summary>
    public Task RetainAsync(CancellationToken cancellationToken) => _sealer.RunAsync(_retention.RunAsync, cancellationToken);

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
        _system.Note("stopped", null);
        _system.End("the proxy stopped");
        await _stopping.CancelAsync();
        try
        {
            await Task.WhenAll(_sealing, _retaining, _ordering);
            await DrainAsync(drainLimit);
        }
        finally
        {
            await CloseAsync();
        }
    }

    private static LedgerOptions LedgerOptionsOf(AuditLogOptions options, LedgerId id) => new()
    {
        Id = id,
        Signing = options.Signing,
        Program = options.Program,
        HeadInterval = options.HeadInterval,
        StepInterval = options.StepInterval,
    };

    private async Task RecoverAsync(RecoveredIntake recovered, AuditParts parts, LedgerId id, CancellationToken cancellationToken)
    {
        await _retention.FinishAsync(cancellationToken);
        await _orders.FinishAsync(cancellationToken);
        await new SessionRecovery(_store, parts, _options.Keys, id, _sealer).RunAsync(recovered.Sessions, cancellationToken);
        _pool.TakeDone();
        _system.Note("started", $"{_options.Program.Program} {_options.Program.Version}");
        _sealing = Task.Run(() => _sealer.RunAsync(_stopping.Token), CancellationToken.None);
        _ordering = Task.Run(() => new OrderDesk(new OrderFolder(_options.Path), this, _time).RunAsync(_stopping.Token), CancellationToken.None);
        _retaining = _options.Retention.IsForEver ? Task.CompletedTask : Task.Run(() => RetainRegularlyAsync(_stopping.Token), CancellationToken.None);
    }

    private SessionIntake Begin(SessionHeader header)
    {
        SessionId id = SessionId.Create(_time.GetUtcNow());
        var intake = new SessionIntake(id, _pool, _intakeOptions, _time, _sealer.Wake);
        intake.Append(RecordKind.SessionOpened, RecordPayload.Write(new SessionOpened(header.Endpoint, header.Protocol, header.Client)));
        _sealer.Add(new SessionSealing(intake, new SessionState(id, _indexers), _sealer.NewSecret(id), stored: null));
        return intake;
    }

    private async Task RetainRegularlyAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                try
                {
                    await RetainAsync(stopping);
                }
                catch (AuditStoreException)
                {
                    // The store is away, and says so where sealing meets it; the next time comes.
                }
                await Task.Delay(RetentionInterval, _time, stopping);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task CloseAsync()
    {
        if (_commit is not null)
            await _commit.DisposeAsync();
        await _pool.DisposeAsync();
        await _store.DisposeAsync();
        if (_witness is not null)
            await _witness.DisposeAsync();
        _options.Signing?.Dispose();
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
