using WireProxy.Integration.Wire;

namespace WireProxy.Integration.Proxy;

/// <summary>
/// A fake server to which each test gives a script of its own, and in front of it one proxy for each set of policies: for tests
/// that are about a session, and not about a start. A proxy that one test killed is none for the next.
/// </summary>
internal sealed class FakeUpstream<TConnection>(string protocol, Func<Func<TConnection, Task>, FakeServer<TConnection>> start) : IAsyncDisposable
    where TConnection : FakeConnection
{
    private readonly Dictionary<string, ProxyProcess> _proxies = [];
    private FakeServer<TConnection>? _server;
    private Func<TConnection, Task>? _script;

    /// <summary>From now on the server does this. What is returned waits for its connections to end, and throws what went wrong in them.</summary>
    public IAsyncDisposable Play(Func<TConnection, Task> script)
    {
        _script = script;
        _server ??= start(connection => _script(connection));
        return new Turn(_server);
    }

    public async Task<ProxyProcess> ProxyAsync(string policies = "[]")
    {
        if (!_proxies.TryGetValue(policies, out ProxyProcess? proxy))
        {
            proxy = await ProxyProcess.StartAsync(new ProxyConfiguration { Protocol = protocol, UpstreamPort = _server!.Port, Policies = policies });
            _proxies.Add(policies, proxy);
        }
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ProxyProcess proxy in _proxies.Values)
            await proxy.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
    }

    private sealed class Turn(FakeServer<TConnection> server) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await server.SettleAsync();
    }
}
