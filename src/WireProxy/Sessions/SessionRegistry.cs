using System.Collections.Concurrent;
using WireProxy.Policy;

namespace WireProxy.Sessions;

/// <summary>The sessions that are open now, up to a limit.</summary>
internal sealed class SessionRegistry(int limit)
{
    private readonly ConcurrentDictionary<IDrainable, byte> _sessions = new(ReferenceEqualityComparer.Instance);
    private volatile int _limit = limit;
    private int _count;

    /// <summary>How many there may be; those above a lowered limit stay.</summary>
    public int Limit
    {
        get => _limit;
        set => _limit = value;
    }

    public int Count => Volatile.Read(ref _count);

    /// <summary>Takes a place for one more session. Give it back by disposing it; null when there is none.</summary>
    public SessionPlace? TryEnter()
    {
        if (Interlocked.Increment(ref _count) <= _limit)
            return new SessionPlace(this);
        Interlocked.Decrement(ref _count);
        return null;
    }

    /// <summary>
    /// Ends all sessions: idle ones at once, busy ones when they come to rest, and what is left after
    /// <paramref name="patience"/> by force.
    /// </summary>
    public async Task DrainAsync(TimeSpan patience, TimeProvider time)
    {
        long start = time.GetTimestamp();
        while (Count > 0)
        {
            bool late = time.GetElapsedTime(start) > patience;
            foreach (IDrainable session in _sessions.Keys)
            {
                if (late)
                    session.Abort();
                else if (session.IsAtRest)
                    session.RequestStop();
            }
            await Task.Delay(TimeSpan.FromMilliseconds(20), time);
        }
    }

    /// <summary>Ends the sessions at rest that can not go on under new policies. To be repeated while there are others.</summary>
    public void EndOutdated(PolicySnapshot current)
    {
        foreach (IDrainable session in _sessions.Keys)
        {
            if (session.IsOutdated(current) && session.IsAtRest)
                session.RequestRenewal();
        }
    }

    /// <summary>One session's place.</summary>
    internal sealed class SessionPlace(SessionRegistry registry) : IDisposable
    {
        private IDrainable? _session;

        /// <summary>Makes the session known to <see cref="DrainAsync"/>.</summary>
        public void Occupy(IDrainable session)
        {
            _session = session;
            registry._sessions.TryAdd(session, 0);
        }

        public void Dispose()
        {
            if (_session is { } session)
                registry._sessions.TryRemove(session, out _);
            Interlocked.Decrement(ref registry._count);
        }
    }
}

/// <summary>A session as the end of the program sees it.</summary>
internal interface IDrainable
{
    /// <summary>No statement is running and no transaction is open.</summary>
    bool IsAtRest { get; }

    /// <summary>It began under policies that no longer hold, and can not go on under these.</summary>
    bool IsOutdated(PolicySnapshot current);

    void RequestStop();

    /// <summary>Has the client connect again.</summary>
    void RequestRenewal();

    void Abort();
}
