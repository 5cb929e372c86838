using System.Text;
using System.Text.Json.Nodes;
using WireProxy.Integration.Proxy.Postgres;
using WireProxy.Integration.Recording;
using WireProxy.Integration.Servers;
using WireProxy.Integration.Wire.Postgres;

namespace WireProxy.Integration.Proxy.AllowList;

/// <summary>From recorded sessions to a policy that allows what they did and nothing else.</summary>
public sealed class LearnedListTests
{
    [Fact]
    public async Task What_was_learned_is_allowed_with_other_values_and_what_was_not_is_denied()
    {
        await using ProxyProcess open = await ProxyProcess.StartAsync(SharedProxies.Configuration("[]"));
        await using (WireClient client = await WireClient.LoginAsync(open.Port, ("application_name", "taught")))
        {
            await client.QueryAsync("select id from orders where id in (1, 2)");
            await client.QueryAsync("begin");
            await client.QueryAsync("rollback");
            await client.ExchangeAsync(Frontend.Extended("select name from customers where id = 1"), Frontend.Sync);
            await client.QueryAsync("select nothing from nowhere");
            await client.SendAsync(Frontend.Terminate);
            await client.ReadToEndAsync();
        }
        await open.EndedSessionAsync("taught");
        string file = Path.GetTempFileName();
        ToolRun run = await open.CliAsync("learn", "--since", "1h", "--application", "taught", "-o", file);
        Assert.True(run.ExitCode == 0, run.Errors);
        JsonNode learned = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        File.Delete(file);
        Assert.Equal(4, learned["statements"]!.AsArray().Count);

        string policy = $$"""[ { "Name": "taught", "Default": "Deny", "Rules": [ {{learned["rule"]!.ToJsonString()}} ] } ]""";
        await using ProxyProcess listed = await ProxyProcess.StartAsync(SharedProxies.Configuration(policy));
        await using WireClient caller = await WireClient.LoginAsync(listed.Port);
        Assert.Equal("", await ErrorAsync(caller, "SELECT id -- again\nFROM orders WHERE id IN (7, 8, 9);"));
        Assert.Equal("", await ErrorAsync(caller, "select name from customers where id = 3"));
        Assert.Equal("", await ErrorAsync(caller, "begin"));
        Assert.Equal("", await ErrorAsync(caller, "rollback"));
        foreach (string unknown in (string[])
            ["select id from orders where id in (1) or true", "select id, 1 from orders where id in (1)", "select 1", "select name from customers where id = 1; drop table orders"])
            Assert.Contains("42501", await ErrorAsync(caller, unknown), StringComparison.Ordinal);
        Assert.Equal("", await ErrorAsync(caller, "select id from orders where id in (1)"));
    }

    private static async Task<string> ErrorAsync(WireClient client, string sql) =>
        string.Concat((await client.QueryAsync(sql)).Where(frame => frame.Code == 'E').Select(frame => Encoding.UTF8.GetString(frame.Body)));
}
