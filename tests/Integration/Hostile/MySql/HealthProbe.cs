using WireProxy.Integration.Proxy;
using WireProxy.Integration.Wire.MySql;

namespace WireProxy.Integration.Hostile.MySql;

/// <summary>An honest session that lives through the storm, and watches the proxy's memory.</summary>
internal sealed class HealthProbe(ProxyProcess proxy, MySqlWireClient client) : IAsyncDisposable
{
    private const long Room = 256L << 20;

    private readonly long _before = proxy.ResidentBytes;

    public static async Task<HealthProbe> StartAsync(ProxyProcess proxy)
    {
        MySqlWireClient client = await MySqlWireClient.LoginAsync(proxy.Port);
        await client.QueryAsync("select 1");
        return new HealthProbe(proxy, client);
    }

    public async Task AssertAsync()
    {
        Assert.True(proxy.IsRunning, $"the proxy died: {proxy.Errors}");
        Assert.EndsWith("R:1 EOF", (await client.QueryAsync("select 1")).ToString(), StringComparison.Ordinal);
        await using MySqlWireClient another = await MySqlWireClient.LoginAsync(proxy.Port);
        Assert.EndsWith("R:1 EOF", (await another.QueryAsync("select 1")).ToString(), StringComparison.Ordinal);
        Assert.InRange(proxy.ResidentBytes, 0, _before + Room);
    }

    public ValueTask DisposeAsync() => client.DisposeAsync();
}
