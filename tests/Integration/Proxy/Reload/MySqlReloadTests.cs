using WireProxy.Integration.Proxy.MySql;
using WireProxy.Integration.Servers.MySql;
using WireProxy.Integration.Wire.MySql;

namespace WireProxy.Integration.Proxy.Reload;

/// <summary>Policies that change under sessions of MySQL and MariaDB that go on.</summary>
public sealed class MySqlReloadTests
{
    private const string DenyStaff = """{ "Name": "rails", "Rules": [ { "Effect": "Deny", "Relations": ["staff"], "Message": "no" } ] }""";
    private const string DenyDigits = """{ "Name": "rails", "Rules": [ { "Effect": "Deny", "Relations": ["digits"], "Message": "neither" } ] }""";
    private const string MaskSsn = """{ "Name": "pii", "Masks": [ { "Column": "shop.customers.ssn", "With": "Full" } ] }""";
    private const string Ssn = "select ssn from customers where id = 1";

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    public async Task New_rules_hold_for_the_next_statement_of_a_running_session_and_a_bad_file_changes_nothing(Brand brand)
    {
        await using ProxyProcess proxy = await StartAsync(brand);
        await using MySqlWireClient client = await MySqlWireClient.LoginAsync(proxy.Port);
        Assert.Contains("blocked by policy \"rails\": no", await ErrorAsync(client, "select * from staff"), StringComparison.Ordinal);
        Assert.Equal("", await ErrorAsync(client, "select * from digits"));

        proxy.Rewrite(DenyStaff, DenyDigits);
        proxy.SignalReload();
        await proxy.ErrorsSayAsync("): 1 policies in force");
        Assert.Contains("blocked by policy \"rails\": neither", await ErrorAsync(client, "select * from digits"), StringComparison.Ordinal);
        Assert.Contains("neither", (await client.PrepareAsync("select d from digits where d = ?")).Error?.Message, StringComparison.Ordinal);
        Assert.Equal("", await ErrorAsync(client, "select * from staff"));

        proxy.Rewrite("\"Deny\"", "\"Deni\"");
        await proxy.ErrorsSayAsync("not reloaded (FileChange), the old one stays in force");
        Assert.Contains("neither", await ErrorAsync(client, "select * from digits"), StringComparison.Ordinal);
        Assert.Equal("", await ErrorAsync(client, "select * from staff"));
        await using MySqlWireClient late = await MySqlWireClient.LoginAsync(proxy.Port);
        Assert.Contains("neither", await ErrorAsync(late, "select * from digits"), StringComparison.Ordinal);

        proxy.Rewrite("\"Deni\"", "\"Deny\"");
        List<string> events = await proxy.EventsAsync(2);
        Assert.Contains(events, sql => sql.StartsWith("configuration reloaded: sha256 ", StringComparison.Ordinal));
        Assert.Contains(events, sql => sql.StartsWith("configuration refused: ", StringComparison.Ordinal) && sql.Contains("Deni", StringComparison.Ordinal));
    }

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    public async Task A_session_with_statements_prepared_under_other_rules_ends_before_it_runs_one(Brand brand)
    {
        await using ProxyProcess proxy = await StartAsync(brand);
        await using MySqlWireClient binary = await MySqlWireClient.LoginAsync(proxy.Port);
        Prepared prepared = await binary.PrepareAsync("select d from digits where d < ? order by d");
        Assert.Equal("C:d R:0 EOF", (await binary.ExecuteAsync(prepared, CursorType.None, 1L)).ToString());
        await using MySqlWireClient text = await MySqlWireClient.LoginAsync(proxy.Port);
        Assert.Equal("OK:0", (await text.QueryAsync("prepare later from 'select d from digits where d = 1'")).ToString());

        proxy.Rewrite(DenyStaff, DenyDigits);
        await proxy.ErrorsSayAsync("): 1 policies in force");
        await AssertEndedAsync(binary);
        await AssertEndedAsync(text);
        await using MySqlWireClient next = await MySqlWireClient.LoginAsync(proxy.Port);
        Assert.Contains("neither", (await next.PrepareAsync("select d from digits where d < ?")).Error?.Message, StringComparison.Ordinal);
        Assert.Contains("neither", await ErrorAsync(next, "prepare later from 'select d from digits'"), StringComparison.Ordinal);
    }

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    public async Task A_session_whose_masks_change_ends_between_its_transactions_and_the_next_one_is_masked(Brand brand)
    {
        await using ProxyProcess proxy = await StartAsync(brand);
        await using MySqlWireClient idle = await MySqlWireClient.LoginAsync(proxy.Port);
        await using MySqlWireClient client = await MySqlWireClient.LoginAsync(proxy.Port);
        await client.QueryAsync("start transaction");
        proxy.Rewrite(DenyStaff, $"{DenyStaff}, {MaskSsn}");
        await proxy.ErrorsSayAsync("reloaded (FileChange): 2 policies in force");
        await AssertEndedAsync(idle);
        Assert.Equal("C:1 R:1 EOF", (await client.QueryAsync("select 1")).ToString());
        await client.SendAsync(Command.Query("commit"));
        Assert.Equal(0, (await client.ReadPacketAsync())!.First);
        await AssertEndedAsync(client);

        await using MySqlWireClient next = await MySqlWireClient.LoginAsync(proxy.Port);
        Assert.DoesNotContain("6789", (await next.QueryAsync(Ssn)).AllText, StringComparison.Ordinal);
        Assert.DoesNotContain("6789", (await next.RunPreparedAsync(Ssn)).AllText, StringComparison.Ordinal);
    }

    private static Task<ProxyProcess> StartAsync(Brand brand) =>
        ProxyProcess.StartAsync(MySqlProxies.Configuration(brand, $"[ {DenyStaff} ]"));

    /// <summary>The session ends by itself, and says why.</summary>
    private static async Task AssertEndedAsync(MySqlWireClient client)
    {
        WirePacket farewell = Assert.Single(await client.ReadToEndAsync().WaitAsync(ConfigurationChange.Patience));
        WireError error = WireError.From(farewell.Payload);
        Assert.Equal(1927, error.Code);
        Assert.Contains("policies changed", error.Message, StringComparison.Ordinal);
    }

    private static async Task<string> ErrorAsync(MySqlWireClient client, string sql) => (await client.QueryAsync(sql)).Error?.Message ?? "";
}
