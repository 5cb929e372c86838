namespace WireProxy.Audit.Ledger;

/// <summary>
/// Sends heads to the witness beside the sealing, which does not wait for it. A head covers all before it, so only the
/// last one counts: it is sent until the witness takes it, or a newer one comes.
/// </summary>
internal sealed class WitnessQueue : IAsyncDisposable
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LastTry = TimeSpan.FromSeconds(10);

    private readonly IHeadWitness _witness;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _work = new(0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _sending;
    private SignedHead? _newest;

    public WitnessQueue(IHeadWitness witness, TimeProvider time)
    {
        _witness = witness;
        _time = time;
        _sending = Task.Run(RunAsync);
    }

    /// <summary>Why the witness did not take the last head; null when it did.</summary>
    public string? Fault { get; private set; }

    public void Add(SignedHead head)
    {
        Volatile.Write(ref _newest, head);
        _work.Release();
    }

    /// <summary>Tries once more to send what is left.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _sending;
        if (Interlocked.Exchange(ref _newest, null) is { } last)
        {
            using var limit = new CancellationTokenSource(LastTry, _time);
            await TrySendAsync(last, limit.Token);
        }
        _work.Dispose();
        _stopping.Dispose();
        (_witness as IDisposable)?.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                await _work.WaitAsync(_stopping.Token);
                if (Interlocked.Exchange(ref _newest, null) is { } head && !await TrySendAsync(head, _stopping.Token))
                {
                    Interlocked.CompareExchange(ref _newest, head, null);
                    await Task.Delay(RetryPause, _time, _stopping.Token);
                    _work.Release();
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task<bool> TrySendAsync(SignedHead head, CancellationToken cancellationToken)
    {
        try
        {
            await _witness.SendAsync(head, cancellationToken);
            Fault = null;
            return true;
        }
        catch (Exception error) when (error is IOException or HttpRequestException or UnauthorizedAccessException or OperationCanceledException)
        {
            Fault = $"the witness did not take the last signed head: {error.Message}";
            return false;
        }
    }
}
