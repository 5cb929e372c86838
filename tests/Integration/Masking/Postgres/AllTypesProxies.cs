using WireProxy.Integration.Proxy;
using WireProxy.Integration.Proxy.Postgres;

namespace WireProxy.Integration.Masking.Postgres;

/// <summary>Proxies that mask every column of <c>everything</c>, one for each kind of mask; they end with the class of tests.</summary>
public sealed class AllTypesProxies : IAsyncLifetime
{
    private static readonly Dictionary<string, string> Specs = new()
    {
        ["Fixed"] = """{ "Kind": "Fixed", "Value": "hidden" }""",
        ["Partial"] = """{ "Kind": "Partial", "First": 1, "Last": 0, "Char": "#" }""",
    };

    private readonly Dictionary<string, ProxyProcess> _proxies = [];

    internal async Task<ProxyProcess> WithAsync(string kind)
    {
        if (!_proxies.TryGetValue(kind, out ProxyProcess? proxy))
        {
            string with = Specs.GetValueOrDefault(kind, $"\"{kind}\"");
            proxy = await ProxyProcess.StartAsync(SharedProxies.Configuration(
                $$"""[ { "Name": "all-types", "Masks": [ { "Column": "public.everything.*", "With": {{with}} } ] } ]"""));
            _proxies.Add(kind, proxy);
        }
        return proxy;
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (ProxyProcess proxy in _proxies.Values)
            await proxy.DisposeAsync();
    }
}
