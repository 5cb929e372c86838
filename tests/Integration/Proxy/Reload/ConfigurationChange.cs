using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using WireProxy.Integration.Recording;
using WireProxy.Integration.Servers;

namespace WireProxy.Integration.Proxy.Reload;

/// <summary>Changes the configuration file of a running proxy, and looks what it made of that.</summary>
internal static class ConfigurationChange
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static void Rewrite(this ProxyProcess proxy, string before, string after)
    {
        string text = File.ReadAllText(proxy.ConfigurationPath);
        Assert.Contains(before, text, StringComparison.Ordinal);
        File.WriteAllText(proxy.ConfigurationPath, text.Replace(before, after, StringComparison.Ordinal));
    }

    public static void SignalReload(this ProxyProcess proxy) =>
        ToolRun.Require(["/bin/kill", "-HUP", proxy.ProcessId.ToString(CultureInfo.InvariantCulture)]);

    public static async Task ErrorsSayAsync(this ProxyProcess proxy, string text)
    {
        for (var waited = Stopwatch.StartNew(); !proxy.Errors.Contains(text, StringComparison.Ordinal); await Task.Delay(50))
            Assert.True(waited.Elapsed < Patience && proxy.IsRunning, $"'{text}' was never said:\n{proxy.Errors}");
    }

    /// <summary>The proxy's own events, once this many of them are about its configuration.</summary>
    public static async Task<List<string>> EventsAsync(this ProxyProcess proxy, int count)
    {
        var events = new List<string>();
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience; await Task.Delay(200))
        {
            events.Clear();
            foreach (JsonNode session in await proxy.SessionsAsync("--system"))
                events.AddRange((await proxy.StatementsAsync(session.Id())).Select(statement => (string)statement["sql"]!));
            if (events.Count(sql => sql.StartsWith("configuration ", StringComparison.Ordinal)) >= count)
                break;
        }
        return events;
    }
}
