using WireProxy.Integration.Proxy.Postgres;
using WireProxy.Integration.Wire.Postgres;

namespace WireProxy.Integration.Proxy.Reload;

/// <summary>Policies that change under sessions that go on.</summary>
public sealed class ReloadTests
{
    private const string DenyDrop = """{ "Name": "rails", "Rules": [ { "Effect": "Deny", "Statements": ["Drop"], "Message": "no" } ] }""";
    private const string DenyTruncate = """{ "Name": "rails", "Rules": [ { "Effect": "Deny", "Statements": ["Truncate"], "Message": "neither" } ] }""";
    private const string MaskSsn = """{ "Name": "pii", "Masks": [ { "Column": "public.customers.ssn", "With": "Full" } ] }""";

    [Fact]
    public async Task New_rules_hold_for_the_next_statement_of_a_running_session_and_a_bad_file_changes_nothing()
    {
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(SharedProxies.Configuration($"[ {DenyDrop} ]"));
        await using WireClient client = await WireClient.LoginAsync(proxy.Port);
        await client.QueryAsync("create temporary table passing (id int)");
        Assert.Contains("blocked by policy \"rails\": no", await ErrorAsync(client, "drop table passing"), StringComparison.Ordinal);
        Assert.Equal("", await ErrorAsync(client, "truncate passing"));

        // By signal, unless the change was noticed before it came.
        proxy.Rewrite(DenyDrop, DenyTruncate);
        proxy.SignalReload();
        await proxy.ErrorsSayAsync("): 1 policies in force");
        Assert.Contains("blocked by policy \"rails\": neither", await ErrorAsync(client, "truncate passing"), StringComparison.Ordinal);
        Assert.Equal("", await ErrorAsync(client, "drop table passing"));

        // Wrong, and found without a signal.
        proxy.Rewrite("\"Truncate\"", "\"Trunkate\"");
        await proxy.ErrorsSayAsync("not reloaded (FileChange), the old one stays in force");
        await proxy.ErrorsSayAsync("did you mean Truncate?");
        Assert.Contains("neither", await ErrorAsync(client, "truncate passing"), StringComparison.Ordinal);

        proxy.Rewrite("\"Trunkate\"", "\"Truncate\"");
        List<string> events = await proxy.EventsAsync(2);
        Assert.Contains(events, sql => sql.StartsWith("configuration reloaded: sha256 ", StringComparison.Ordinal) && sql.EndsWith("policies: rails", StringComparison.Ordinal));
        Assert.Contains(events, sql => sql.StartsWith("configuration refused: ", StringComparison.Ordinal) && sql.Contains("Trunkate", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_session_whose_masks_change_ends_between_its_transactions_and_the_next_one_is_masked()
    {
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(SharedProxies.Configuration($"[ {DenyDrop} ]"));
        await using WireClient client = await WireClient.LoginAsync(proxy.Port);
        await client.QueryAsync("begin");
        proxy.Rewrite(DenyDrop, $"{DenyDrop}, {MaskSsn}");
        await proxy.ErrorsSayAsync("reloaded (FileChange): 2 policies in force");
        await Task.Delay(1500);
        await client.QueryAsync("select 1");
        await client.SendAsync(Frontend.Query("commit"));
        List<WireFrame> rest = await client.ReadToEndAsync().WaitAsync(ConfigurationChange.Patience);
        Assert.Equal(['C', 'Z', 'E'], rest.Select(frame => frame.Code));
        Assert.Contains("57P01", Text(rest[^1]), StringComparison.Ordinal);
        Assert.Contains("policies changed", Text(rest[^1]), StringComparison.Ordinal);

        await using WireClient next = await WireClient.LoginAsync(proxy.Port);
        List<WireFrame> rows = await next.QueryAsync("select ssn from customers where id = 1");
        Assert.DoesNotContain(rows, frame => Text(frame).Contains("6789", StringComparison.Ordinal));
    }

    /// <summary>The text of the error that answers a statement, or nothing.</summary>
    private static async Task<string> ErrorAsync(WireClient client, string sql) =>
        string.Concat((await client.QueryAsync(sql)).Where(frame => frame.Code == 'E').Select(Text));

    private static string Text(WireFrame frame) => System.Text.Encoding.UTF8.GetString(frame.Body);
}
