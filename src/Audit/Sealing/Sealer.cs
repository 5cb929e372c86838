using System.Collections.Concurrent;
using WireProxy.Audit.Intake;
using WireProxy.Audit.Keys;
using WireProxy.Audit.Ledger;
using WireProxy.Audit.Records;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.Sealing;

/// <summary>
/// The one task that moves records from the intake to the store. The store commits first and the intake is given back
/// afterwards, so a kill at any moment loses nothing; what is then found twice is told apart by its sequence.
/// </summary>
internal sealed class Sealer(LedgerWriter ledger, KeyRing? keys, SegmentPool pool, SealingOptions options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<SessionId, SessionSealing> _sessions = new();
    private readonly ConcurrentQueue<SealerOrder> _orders = new();
    private readonly ChunkPacker _packer = new(options.ChunkBytes);
    private readonly SealBatch _batch = new(ledger);
    private readonly SemaphoreSlim _work = new(0, 1);
    private readonly Lock _waitersGate = new();
    private List<TaskCompletionSource> _waiters = [];
    private bool _isBehind;

    /// <summary>Why the store or an indexer last failed; null when all is well.</summary>
    public Exception? Fault { get; private set; }

    public void Add(SessionSealing session) => _sessions.TryAdd(session.Source.Session, session);

    /// <summary>The key of a session that begins; null when nothing is encrypted.</summary>
    public SessionSecret? NewSecret(SessionId session)
    {
        if (keys is null)
            return null;
        (SessionKey key, byte[] wrapped) = keys.CreateSessionKey(session);
        return new SessionSecret(key, wrapped);
    }

    /// <summary>Has something done between two rounds, when nothing is half written. Completes when it is done.</summary>
    public Task RunAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        var order = new SealerOrder(work);
        _orders.Enqueue(order);
        Wake();
        return order.Done.WaitAsync(cancellationToken);
    }

    /// <summary>There is enough for a round.</summary>
    public void Wake()
    {
        if (_work.CurrentCount != 0)
            return;
        try
        {
            _work.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody else woke it.
        }
    }

    /// <summary>Completes when everything appended before the call is in the store.</summary>
    public Task FlushAsync(CancellationToken cancellationToken)
    {
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_waitersGate)
            _waiters.Add(waiter);
        Wake();
        return waiter.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Seals until told to stop.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await _work.WaitAsync(options.ChunkAge / 4, stopping);
                await RoundAsync(stopping);
                // What comes during the pause is written together; a session that brings more than that is not made to wait.
                if (!_isBehind)
                    await Task.Delay(Pause, time, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
    }

    /// <summary>Seals a whole session that nobody writes to any more. A store that does not take it is the caller's problem.</summary>
    public async Task SealNowAsync(SessionSealing session, CancellationToken cancellationToken)
    {
        while (TryTake(session) is { } write)
        {
            _batch.Add(session, write);
            if (_batch.Bytes >= options.BatchBytes)
                await WriteBatchAsync(cancellationToken);
        }
        await WriteBatchAsync(cancellationToken);
        session.Stored();
    }

    /// <summary>Seals everything that is there, once; what the store does not take stays in the intake.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        await SealAsync(SealingRound.Everything, cancellationToken);
        pool.TakeDone();
        await ObeyAsync(cancellationToken);
        await ledger.CloseAsync(cancellationToken);
    }

    public void Dispose() => _work.Dispose();

    private async Task RoundAsync(CancellationToken stopping)
    {
        List<TaskCompletionSource> waiters;
        lock (_waitersGate)
            (waiters, _waiters) = (_waiters, []);
        await SealAsync(waiters.Count == 0 ? SealingRound.Due : SealingRound.Everything, stopping);
        pool.TakeDone();
        await SignAsync(stopping);
        foreach (TaskCompletionSource waiter in waiters)
            waiter.TrySetResult();
        await ObeyAsync(stopping);
    }

    private async Task ObeyAsync(CancellationToken stopping)
    {
        while (_orders.TryDequeue(out SealerOrder? order))
        {
            await order.RunAsync(stopping);
            await CommitAsync(stopping);
        }
    }

    // Recording goes on when nothing can be signed; the health says so.
    private async Task SignAsync(CancellationToken stopping)
    {
        try
        {
            await ledger.SignIfDueAsync(stopping);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Fault = new AuditStoreException($"the audit ledger can not be signed: {fault.Message}", fault);
        }
    }

    private async Task SealAsync(SealingRound round, CancellationToken stopping)
    {
        await CommitAsync(stopping);
        _isBehind = false;
        foreach (SessionSealing session in _sessions.Values)
        {
            session.Source.LeaveClosedSegment();
            if (session.IsDue(round, options, time))
                await TakeAsync(session, round, stopping);
            else
                session.Stored();
        }
        await CommitAsync(stopping);
        foreach (SessionSealing session in _sessions.Values.Where(session => session.IsFinished))
        {
            _sessions.TryRemove(session.Source.Session, out _);
            session.Dispose();
        }
    }

    private async Task TakeAsync(SessionSealing session, SealingRound round, CancellationToken stopping)
    {
        // No more than is there now, and not much of it: a busy session must not keep the others waiting.
        long limit = round == SealingRound.Everything ? session.Available : Math.Min(session.Due(options, time), options.BatchBytes);
        long taken = 0;
        while (session.Source.IsEnded || taken < limit)
        {
            if (TryTake(session) is not { } write)
                return;
            _batch.Add(session, write);
            taken += write.Chunk.Bytes.Length;
            if (_batch.Bytes >= options.BatchBytes)
                await CommitAsync(stopping);
        }
        if (session.Available < options.EagerBytes)
            return;
        _isBehind |= session.Available >= options.BatchBytes / 2;
        Wake();
    }

    private SessionWrite? TryTake(SessionSealing session)
    {
        try
        {
            SessionWrite? write = session.Take(_packer, time);
            Fault = session.State.IndexFault ?? Fault;
            return write;
        }
        catch (AuditIntegrityException fault)
        {
            // Its segment stays, for a person to look at; the other sessions go on.
            Fault = fault;
            _packer.Clear();
            _sessions.TryRemove(session.Source.Session, out _);
            return null;
        }
    }

    private async Task CommitAsync(CancellationToken stopping)
    {
        while (ledger.HasUncommitted)
        {
            try
            {
                await WriteBatchAsync(stopping);
                if (Fault is AuditStoreException)
                    Fault = null;
            }
            catch (AuditStoreException fault)
            {
                Fault = fault;
                await Task.Delay(RetryPause, time, stopping);
            }
        }
    }

    private async Task WriteBatchAsync(CancellationToken cancellationToken)
    {
        if (!ledger.HasUncommitted)
            return;
        await ledger.CommitAsync(cancellationToken);
        _batch.Stored();
    }
}
