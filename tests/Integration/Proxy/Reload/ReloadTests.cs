using System.Globalization;
using System.Text.Json.Nodes;
using WireProxy.Integration.Proxy.Postgres;
using WireProxy.Integration.Recording;
using WireProxy.Integration.Servers;
using WireProxy.Integration.Wire.Postgres;

namespace WireProxy.Integration.Proxy.Reload;

/// <summary>Policies that change under sessions that go on.</summary>
public sealed class ReloadTests
{
    private const string DenyDrop = """{ "Name": "rails", "Rules": [ { "Effect": "Deny", "Statements": ["Drop"], "Message": "no" } ] }""";
    private const string DenyTruncate = """{ "Name": "rails", "Rules": [ { "Effect": "Deny", "Statements": ["Truncate"], "Message": "neither" } ] }""";
    private const string MaskSsn = """{ "Name": "pii", "Masks": [ { "Column": "public.customers.ssn", "With": "Full" } ] }""";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task New_rules_hold_for_the_next_statement_of_a_running_session_and_a_bad_file_changes_nothing()
    {
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(SharedProxies.Configuration($"[ {DenyDrop} ]"));
        await using WireClient client = await WireClient.LoginAsync(proxy.Port);
        await client.QueryAsync("create temporary table passing (id int)");
        Assert.Contains("blocked by policy \"rails\": no", await ErrorAsync(client, "drop table passing"), StringComparison.Ordinal);
        Assert.Equal("", await ErrorAsync(client, "truncate passing"));

        // By signal, unless the change was noticed before it came.
        Rewrite(proxy, DenyDrop, DenyTruncate);
        SignalReload(proxy);
        await ErrorsSayAsync(proxy, "): 1 policies in force");
        Assert.Contains("blocked by policy \"rails\": neither", await ErrorAsync(client, "truncate passing"), StringComparison.Ordinal);
        Assert.Equal("", await ErrorAsync(client, "drop table passing"));

        // Wrong, and found without a signal.
        Rewrite(proxy, "\"Truncate\"", "\"Trunkate\"");
        await ErrorsSayAsync(proxy, "not reloaded (FileChange), the old one stays in force");
        await ErrorsSayAsync(proxy, "did you mean Truncate?");
        Assert.Contains("neither", await ErrorAsync(client, "truncate passing"), StringComparison.Ordinal);

        Rewrite(proxy, "\"Trunkate\"", "\"Truncate\"");
        List<string> events = await EventsAsync(proxy, 2);
        Assert.Contains(events, sql => sql.StartsWith("configuration reloaded: sha256 ", StringComparison.Ordinal) && sql.EndsWith("policies: rails", StringComparison.Ordinal));
        Assert.Contains(events, sql => sql.StartsWith("configuration refused: ", StringComparison.Ordinal) && sql.Contains("Trunkate", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_session_whose_masks_change_ends_between_its_transactions_and_the_next_one_is_masked()
    {
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(SharedProxies.Configuration($"[ {DenyDrop} ]"));
        await using WireClient client = await WireClient.LoginAsync(proxy.Port);
        await client.QueryAsync("begin");
        Rewrite(proxy, DenyDrop, $"{DenyDrop}, {MaskSsn}");
        await ErrorsSayAsync(proxy, "reloaded (FileChange): 2 policies in force");
        await Task.Delay(1500);
        await client.QueryAsync("select 1");
        await client.SendAsync(Frontend.Query("commit"));
        List<WireFrame> rest = await client.ReadToEndAsync().WaitAsync(Patience);
        Assert.Equal(['C', 'Z', 'E'], rest.Select(frame => frame.Code));
        Assert.Contains("57P01", Text(rest[^1]), StringComparison.Ordinal);
        Assert.Contains("policies changed", Text(rest[^1]), StringComparison.Ordinal);

        await using WireClient next = await WireClient.LoginAsync(proxy.Port);
        List<WireFrame> rows = await next.QueryAsync("select ssn from customers where id = 1");
        Assert.DoesNotContain(rows, frame => Text(frame).Contains("6789", StringComparison.Ordinal));
    }

    private static void Rewrite(ProxyProcess proxy, string before, string after)
    {
        string text = File.ReadAllText(proxy.ConfigurationPath);
        Assert.Contains(before, text, StringComparison.Ordinal);
        File.WriteAllText(proxy.ConfigurationPath, text.Replace(before, after, StringComparison.Ordinal));
    }

    private static void SignalReload(ProxyProcess proxy) =>
        ToolRun.Require(["/bin/kill", "-HUP", proxy.ProcessId.ToString(CultureInfo.InvariantCulture)]);

    private static async Task ErrorsSayAsync(ProxyProcess proxy, string text)
    {
        for (var waited = System.Diagnostics.Stopwatch.StartNew(); !proxy.Errors.Contains(text, StringComparison.Ordinal); await Task.Delay(50))
            Assert.True(waited.Elapsed < Patience && proxy.IsRunning, $"'{text}' was never said:\n{proxy.Errors}");
    }

    /// <summary>The text of the error that answers a statement, or nothing.</summary>
    private static async Task<string> ErrorAsync(WireClient client, string sql) =>
        string.Concat((await client.QueryAsync(sql)).Where(frame => frame.Code == 'E').Select(Text));

    private static string Text(WireFrame frame) => System.Text.Encoding.UTF8.GetString(frame.Body);

    private static async Task<List<string>> EventsAsync(ProxyProcess proxy, int count)
    {
        var events = new List<string>();
        for (var waited = System.Diagnostics.Stopwatch.StartNew(); waited.Elapsed < Patience; await Task.Delay(200))
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
