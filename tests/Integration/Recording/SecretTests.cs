using System.Text;
using System.Text.Json.Nodes;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Proxy.MySql;
using WireProxy.Integration.Proxy.Postgres;
using WireProxy.Integration.Servers.MySql;
using WireProxy.Integration.Servers.Postgres;
using WireProxy.Integration.Wire.MySql;
using WireProxy.Integration.Wire.Postgres;

namespace WireProxy.Integration.Recording;

/// <summary>Passwords in statements reach the server and no recording.</summary>
public sealed class SecretTests
{
    private const string Secret = "geheim-4711";
    private const string Masked = "***********";

    [Fact]
    public async Task A_role_gets_its_password_and_the_recording_does_not()
    {
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(SharedProxies.Configuration("[]"));
        await using (WireClient client = await WireClient.LoginAsync(proxy.Port, ("application_name", "secrets")))
        {
            await client.QueryAsync($"create role secret_one login password '{Secret}'");
            await client.ExchangeAsync(Frontend.Extended($"create role secret_two login password '{Secret}'"), Frontend.Sync);
            // The server repeats it: in an error over the statement, and as the context of one.
            await client.QueryAsync($"alter role secret_one password 'a' '{Secret}'");
            await client.QueryAsync($"do $$ begin execute 'alter role secret_none password ''{Secret}'''; end $$");
        }

        Assert.Equal(2L, await PostgresServer.Shared.ScalarAsync("select count(*) from pg_authid where rolname like 'secret%' and rolpassword is not null"));
        await AssertRedactedAsync(proxy, "secrets",
            $"create role secret_one login password '{Masked}'", $"create role secret_two login password '{Masked}'");
    }

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    internal async Task A_user_gets_its_password_and_the_recording_does_not(Brand brand)
    {
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(MySqlProxies.Configuration(brand, "[]"));
        var options = new LoginOptions { Attributes = [("program_name", "secrets")] };
        await using (MySqlWireClient client = await MySqlWireClient.LoginAsync(proxy.Port, options))
        {
            await client.QueryAsync($"create user secret_one identified by '{Secret}'");
            Prepared prepared = await client.PrepareAsync($"set password = '{Secret}'");
            Assert.NotNull(prepared);
            await client.QueryAsync($"create users secret_two identified by '{Secret}'");
            await client.QueryAsync($"prepare p from \"create user secret_two identified by '{Secret}'\"");
        }

        await AssertRedactedAsync(proxy, "secrets", $"create user secret_one identified by '{Masked}'");
    }

    private static async Task AssertRedactedAsync(ProxyProcess proxy, string application, params string[] expected)
    {
        JsonNode session = await proxy.EndedSessionAsync(application);
        string[] statements = [.. (await proxy.StatementsAsync(session.Id())).Select(statement => (string)statement["sql"]!)];
        Assert.Subset(statements.ToHashSet(), expected.ToHashSet());
        string server = Encoding.Latin1.GetString(await proxy.ExportRawAsync(session.Id(), "server"));
        Assert.DoesNotContain(Secret, server, StringComparison.Ordinal);
        Assert.Contains(Masked, server, StringComparison.Ordinal);
        string client = Encoding.Latin1.GetString(await proxy.ExportRawAsync(session.Id(), "client"));
        Assert.DoesNotContain(Secret, client, StringComparison.Ordinal);
        Assert.Contains(Masked, client, StringComparison.Ordinal);
        string events = await proxy.ExportAsync(session.Id(), "jsonl");
        Assert.DoesNotContain(Secret, events, StringComparison.Ordinal);
        foreach (string side in (string[])["client", "server"])
            Assert.Contains(events.Split('\n'), line => line.Contains("\"redacted\"", StringComparison.Ordinal) && line.Contains($"\"side\":\"{side}\"", StringComparison.Ordinal));
        // Searching for it finds nothing, the statement without it is found.
        Assert.Empty(await proxy.SessionsAsync("--sql", Secret));
        Assert.NotEmpty(await proxy.SessionsAsync("--sql", expected[0].Split('\'')[0].Trim()));
    }
}
