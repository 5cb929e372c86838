using System.Collections.Concurrent;

namespace WireProxy.Sessions.MySql.Statements;

/// <summary>
/// The server's connection ids of the sessions that run through this proxy, so that KILL reaches a caller's own sessions
/// and no other (protocols reference 2.B).
/// </summary>
internal sealed class ThreadRegistry
{
    private readonly ConcurrentDictionary<(string Endpoint, ulong Thread), string> _users = new();

    public void Enter(string endpoint, uint thread, string user) => _users[(endpoint, thread)] = user;

    public void Leave(string endpoint, uint thread) => _users.TryRemove((endpoint, thread), out _);

    public bool IsOwn(string endpoint, ulong thread, string user) =>
        _users.TryGetValue((endpoint, thread), out string? owner) && owner == user;
}
