namespace WireProxy.Transport.Epoll;

/// <summary>
/// One direction's readiness between the loop that learns of it and the one waiter that wants it, without a lock. A
/// signal that nobody waits for is kept.
/// </summary>
internal struct Readiness
{
    private const int Idle = 0;
    private const int Signaled = 1;
    private const int Awaited = 2;

    private int _state;

    /// <summary>Begins to wait. False when a signal was kept, which this takes.</summary>
    public bool TryAwait()
    {
        if (Interlocked.CompareExchange(ref _state, Awaited, Idle) == Idle)
            return true;
        Volatile.Write(ref _state, Idle);
        return false;
    }

    /// <summary>Signals. True when somebody waited: the caller must now serve it.</summary>
    public bool Signal()
    {
        while (true)
        {
            if (TryRelease())
                return true;
            int state = Volatile.Read(ref _state);
            if (state != Awaited && Interlocked.CompareExchange(ref _state, Signaled, state) == state)
                return false;
        }
    }

    /// <summary>Ends a wait without a signal. True when there was one: the caller must now serve it.</summary>
    public bool TryRelease() => Interlocked.CompareExchange(ref _state, Idle, Awaited) == Awaited;
}
