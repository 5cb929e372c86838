namespace WireProxy.Audit.Sealing;

/// <summary>Something that only the sealing task may do, because only it writes the ledger.</summary>
internal sealed class SealerOrder(Func<CancellationToken, Task> work)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Done => _done.Task;

    /// <summary>Does not throw: who gave the order is told.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await work(cancellationToken);
            _done.TrySetResult();
        }
#pragma warning disable CA1031 // Whatever an order does, recording goes on.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            _done.TrySetException(failure);
        }
    }
}
