using System.Globalization;
using System.Text.Json.Nodes;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Servers;

namespace WireProxy.Integration.Recording;

/// <summary>What the command line tells about recorded sessions.</summary>
internal static class RecordedSessions
{
    private static readonly TimeSpan SealPatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan SealPause = TimeSpan.FromMilliseconds(50);

    public static async Task<List<JsonNode>> SessionsAsync(this ProxyProcess proxy, params string[] filters) =>
        [.. (await proxy.JsonAsync(["sessions", "list", "--limit", "10000", .. filters])).AsArray().Select(session => session!)];

    /// <summary>The session of this client address, once it is recorded as ended.</summary>
    public static async Task<JsonNode> EndedSessionAsync(this ProxyProcess proxy, Func<JsonNode, bool> which)
    {
        for (var waited = System.Diagnostics.Stopwatch.StartNew(); waited.Elapsed < SealPatience; await Task.Delay(SealPause))
        {
            JsonNode? session = (await proxy.SessionsAsync()).SingleOrDefault(which);
            if (session?["endedAt"] is not null)
                return session;
        }
        throw new TimeoutException($"no such ended session among {string.Join('\n', await proxy.SessionsAsync())}");
    }

    /// <summary>The sessions of these client addresses, in their order, once all are recorded as ended.</summary>
    public static async Task<List<JsonNode>> EndedSessionsAsync(this ProxyProcess proxy, IReadOnlyCollection<string> clients)
    {
        for (var waited = System.Diagnostics.Stopwatch.StartNew(); waited.Elapsed < SealPatience; await Task.Delay(SealPause))
        {
            Dictionary<string, JsonNode> ended = (await proxy.SessionsAsync())
                .Where(session => session["endedAt"] is not null).ToDictionary(session => (string)session["client"]!);
            if (clients.All(ended.ContainsKey))
                return [.. clients.Select(client => ended[client])];
        }
        throw new TimeoutException($"not all sessions have ended: {string.Join('\n', await proxy.SessionsAsync())}");
    }

    public static Task<JsonNode> EndedSessionAsync(this ProxyProcess proxy, string application) =>
        proxy.EndedSessionAsync(session => (string?)session["application"] == application);

    public static async Task<List<JsonNode>> StatementsAsync(this ProxyProcess proxy, string id) =>
        [.. (await proxy.JsonAsync("sessions", "show", id))["statements"]!.AsArray().Select(statement => statement!)];

    /// <summary>The bytes that one side of a session sent.</summary>
    public static async Task<byte[]> ExportRawAsync(this ProxyProcess proxy, string id, string direction)
    {
        string file = await proxy.ExportToFileAsync(id, "raw", "--direction", direction);
        byte[] bytes = await File.ReadAllBytesAsync(file);
        File.Delete(file);
        return bytes;
    }

    /// <summary>An export as a file of the caller's.</summary>
    public static async Task<string> ExportToFileAsync(this ProxyProcess proxy, string id, string format, params string[] options)
    {
        string file = Path.GetTempFileName();
        ToolRun run = await proxy.LookAsync(["export", id, "--format", format, "-o", file, .. options]);
        Assert.True(run.ExitCode == 0, run.Errors);
        return file;
    }

    /// <summary>An export to standard output.</summary>
    public static async Task<string> ExportAsync(this ProxyProcess proxy, string id, string format, params string[] options)
    {
        ToolRun run = await proxy.CliAsync(["export", id, "--format", format, .. options]);
        Assert.True(run.ExitCode == 0, run.Errors);
        return run.Output;
    }

    /// <summary>The lines of a JSON Lines export.</summary>
    public static async Task<List<JsonNode>> ExportLinesAsync(this ProxyProcess proxy, string id, params string[] options)
    {
        string file = await proxy.ExportToFileAsync(id, "jsonl", options);
        string lines = await File.ReadAllTextAsync(file);
        File.Delete(file);
        return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
    }

    /// <summary>Whether a line is of this type.</summary>
    public static bool Is(this JsonNode line, string type) => (string?)line["type"] == type;

    public static string Id(this JsonNode session) => (string)session["id"]!;

    public static long Count(this JsonNode session, string field) => Convert.ToInt64(session[field]!.ToString(), CultureInfo.InvariantCulture);
}
