using System.Globalization;
using System.Text.Json.Nodes;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Servers;

namespace WireProxy.Integration.Recording;

/// <summary>What the command line tells about recorded sessions.</summary>
internal static class RecordedSessions
{
    private static readonly TimeSpan SealPatience = TimeSpan.FromSeconds(20);

    public static async Task<List<JsonNode>> SessionsAsync(this ProxyProcess proxy, params string[] filters) =>
        [.. (await proxy.JsonAsync(["sessions", "list", "--limit", "10000", .. filters])).AsArray().Select(session => session!)];

    /// <summary>The session of this client address, once it is recorded as ended.</summary>
    public static async Task<JsonNode> EndedSessionAsync(this ProxyProcess proxy, Func<JsonNode, bool> which)
    {
        for (var waited = System.Diagnostics.Stopwatch.StartNew(); waited.Elapsed < SealPatience; await Task.Delay(200))
        {
            JsonNode? session = (await proxy.SessionsAsync()).SingleOrDefault(which);
            if (session?["endedAt"] is not null)
                return session;
        }
        throw new TimeoutException($"no such ended session among {string.Join('\n', await proxy.SessionsAsync())}");
    }

    public static Task<JsonNode> EndedSessionAsync(this ProxyProcess proxy, string application) =>
        proxy.EndedSessionAsync(session => (string?)session["application"] == application);

    public static async Task<List<JsonNode>> StatementsAsync(this ProxyProcess proxy, string id) =>
        [.. (await proxy.JsonAsync("sessions", "show", id))["statements"]!.AsArray().Select(statement => statement!)];

    /// <summary>The bytes that one side of a session sent.</summary>
    public static async Task<byte[]> ExportRawAsync(this ProxyProcess proxy, string id, string direction)
    {
        string file = Path.GetTempFileName();
        try
        {
            ToolRun run = await proxy.CliAsync("export", id, "--format", "raw", "--direction", direction, "-o", file);
            Assert.True(run.ExitCode == 0, run.Errors);
            return await File.ReadAllBytesAsync(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    public static string Id(this JsonNode session) => (string)session["id"]!;

    public static long Count(this JsonNode session, string field) => Convert.ToInt64(session[field]!.ToString(), CultureInfo.InvariantCulture);
}
