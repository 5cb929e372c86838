namespace WireProxy.Audit.Intake;

/// <summary>
/// Flushes the intake to the disk for everyone who waits at that moment, in one go. Whoever comes during a flush gets
/// the next one.
/// </summary>
internal sealed class GroupCommit : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly SegmentPool _pool;
    private readonly SemaphoreSlim _work = new(0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _flushing;
    private TaskCompletionSource? _batch;
    private IntakeUnavailableException? _failure;

    public GroupCommit(SegmentPool pool)
    {
        _pool = pool;
        _flushing = Task.Run(RunAsync);
    }

    /// <summary>Completes when every segment that is marked now is on the disk.</summary>
    public Task FlushAsync(CancellationToken cancellationToken)
    {
        Task batch;
        lock (_gate)
        {
            if (_failure is not null)
                return Task.FromException(_failure);
            if (_batch is null)
            {
                _batch = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _work.Release();
            }
            batch = _batch.Task;
        }
        return batch.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _flushing;
        Flush();
        _work.Dispose();
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                await _work.WaitAsync(_stopping.Token);
                Flush();
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private void Flush()
    {
        TaskCompletionSource? batch;
        lock (_gate)
            (batch, _batch) = (_batch, null);
        if (batch is null)
            return;
        try
        {
            foreach (IntakeSegment segment in _pool.Snapshot())
                segment.FlushIfMarked();
            batch.TrySetResult();
        }
        catch (IOException error)
        {
            Fail(batch, error);
        }
    }

    // For good: after a failed flush the kernel may call the lost pages clean, so a later success would prove nothing.
    private void Fail(TaskCompletionSource batch, IOException error)
    {
        var failure = new IntakeUnavailableException($"the audit intake cannot be made durable: {error.Message}", error);
        lock (_gate)
            _failure = failure;
        batch.TrySetException(failure);
    }
}
