using System.Text.Json.Nodes;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Proxy.Postgres;

namespace WireProxy.Integration.Recording.Postgres;

/// <summary>A proxy without policies that records the sessions of one class of tests, one after the other.</summary>
public sealed class RecordingProxy : IAsyncLifetime
{
    private readonly HashSet<string> _known = [];
    private ProxyProcess? _proxy;

    internal ProxyProcess Proxy => _proxy!;

    /// <summary>The one session since the last call, once it is recorded as ended.</summary>
    internal async Task<string> NextSessionAsync()
    {
        JsonNode session = await Proxy.EndedSessionAsync(session => !_known.Contains(session.Id()));
        _known.Add(session.Id());
        return session.Id();
    }

    public async Task InitializeAsync() => _proxy = await ProxyProcess.StartAsync(SharedProxies.Configuration("[]"));

    public async Task DisposeAsync() => await Proxy.DisposeAsync();
}
