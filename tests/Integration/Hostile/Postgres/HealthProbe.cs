using WireProxy.Integration.Proxy;
using WireProxy.Integration.Wire.Postgres;

namespace WireProxy.Integration.Hostile.Postgres;

/// <summary>An honest session that lives through the storm, and watches the proxy's memory.</summary>
internal sealed class HealthProbe(ProxyProcess proxy, WireClient client) : IAsyncDisposable
{
    private const long Room = 256L << 20;

    private readonly long _before = proxy.ResidentBytes;

    public static async Task<HealthProbe> StartAsync(ProxyProcess proxy)
    {
        WireClient client = await WireClient.LoginAsync(proxy.Port);
        await client.QueryAsync("select 1");
        return new HealthProbe(proxy, client);
    }

    public async Task AssertAsync()
    {
        Assert.True(proxy.IsRunning, $"the proxy died: {proxy.Errors}");
        Assert.EndsWith("D:1 C:SELECT 1 Z:I", Transcript.Of(await client.QueryAsync("select 1")), StringComparison.Ordinal);
        await using WireClient another = await WireClient.LoginAsync(proxy.Port);
        Assert.EndsWith("D:1 C:SELECT 1 Z:I", Transcript.Of(await another.QueryAsync("select 1")), StringComparison.Ordinal);
        Assert.InRange(proxy.ResidentBytes, 0, _before + Room);
    }

    public ValueTask DisposeAsync() => client.DisposeAsync();
}
