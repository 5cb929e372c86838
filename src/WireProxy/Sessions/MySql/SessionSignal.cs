namespace WireProxy.Sessions.MySql;

/// <summary>Lets one direction of a session wait for what the other has yet to see.</summary>
internal sealed class SessionSignal
{
    private TaskCompletionSource? _waiting;
    private volatile Patience _patience;

    /// <summary>Returns once the condition holds, or the session ends.</summary>
    /// <param name="condition">Asked again after every <see cref="Raise"/>.</param>
    public async Task WhenAsync(Func<bool> condition)
    {
        while (true)
        {
            var next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            // A full fence: the other side either sees this wait, or has changed what the condition sees.
            Interlocked.Exchange(ref _waiting, next);
            if (_patience == Patience.Ended || condition())
                return;
            await next.Task;
        }
    }

    /// <summary>Something has changed.</summary>
    public void Raise()
    {
        Interlocked.MemoryBarrier();
        if (_waiting is not null)
            Interlocked.Exchange(ref _waiting, null)?.TrySetResult();
    }

    /// <summary>The session ends: nobody waits any more.</summary>
    public void Abandon()
    {
        _patience = Patience.Ended;
        Raise();
    }

    private enum Patience : byte
    {
        Left,
        Ended,
    }
}
