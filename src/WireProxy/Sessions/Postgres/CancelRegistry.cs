using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace WireProxy.Sessions.Postgres;

/// <summary>
/// The keys that clients hold instead of the server's own, so that a cancel request reaches the statement of the
/// session it belongs to and no other.
/// </summary>
internal sealed class CancelRegistry
{
    private readonly ConcurrentDictionary<int, CancelTarget> _targets = new();

    /// <summary>Gives out a new key, as long as the server's.</summary>
    public CancelTarget Register(CancelKey serverKey, SessionEndpoint endpoint)
    {
        while (true)
        {
            var target = new CancelTarget(CancelKey.Create(serverKey.Secret.Length), serverKey, endpoint);
            if (_targets.TryAdd(target.ClientKey.ProcessId, target))
                return target;
        }
    }

    public void Remove(CancelTarget target) => _targets.TryRemove(target.ClientKey.ProcessId, out _);

    public bool TryFind(CancelKey key, [NotNullWhen(true)] out CancelTarget? target) =>
        _targets.TryGetValue(key.ProcessId, out target) && target.ClientKey.Matches(key);
}

/// <summary>A session that can be cancelled.</summary>
/// <param name="ClientKey">What its client was given.</param>
/// <param name="ServerKey">What the server gave.</param>
/// <param name="Endpoint">Where to send the server's key.</param>
internal sealed record CancelTarget(CancelKey ClientKey, CancelKey ServerKey, SessionEndpoint Endpoint)
{
    /// <summary>The session, once it is logged in.</summary>
    public PostgresSession? Session { get; set; }

    /// <summary>Whether a statement runs that a cancel could be meant for: an idle session's next one must not be hit.</summary>
    public bool IsBusy => Session is { Conversation.IsIdle: false };
}
