using System.Text.Json.Nodes;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Proxy.Postgres;
using WireProxy.Integration.Servers.Postgres;
using WireProxy.Integration.Wire.Postgres;

namespace WireProxy.Integration.Recording.Postgres;

/// <summary>What <c>sessions list</c> and <c>sessions show</c> tell about a session, in the names that scripts rely on.</summary>
public sealed class SessionListingTests
{
    private static readonly string[] SessionFields =
    [
        "id", "endpoint", "protocol", "user", "database", "client", "application", "startedAt", "endedAt", "endReason",
        "statements", "denied", "rows", "bytesFromClient", "bytesToClient",
    ];

    private static readonly string[] StatementFields =
        ["seq", "at", "durationMs", "sql", "kind", "verdict", "policy", "rule", "rows", "error", "masked"];

    [Fact]
    public async Task Session_and_its_statements_are_told_with_verdicts_rows_errors_and_masks()
    {
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(SharedProxies.Configuration(SharedProxies.Policies));
        await using (WireClient client = await WireClient.LoginAsync(proxy.Port, ("application_name", "listed")))
        {
            await client.QueryAsync("select * from orders");
            await client.QueryAsync("drop table doomed");
            await client.QueryAsync("select ssn from customers");
            await client.QueryAsync("select 1/0");
            await client.ExchangeAsync(Frontend.Extended("select id from orders where id < 11"), Frontend.Sync);
            await client.SendAsync(Frontend.Terminate);
            await client.ReadToEndAsync();
        }

        JsonNode session = await proxy.EndedSessionAsync("listed");
        Assert.Equal(SessionFields.Order(), session.AsObject().Select(field => field.Key).Order());
        Assert.Equal((ProxyConfiguration.Endpoint, "postgres", SampleSchema.TrustedUser, "shop"),
            ((string?)session["endpoint"], (string?)session["protocol"], (string?)session["user"], (string?)session["database"]));
        Assert.Equal((5, 1, 114), (session.Count("statements"), session.Count("denied"), session.Count("rows")));

        List<JsonNode> statements = await proxy.StatementsAsync(session.Id());
        Assert.All(statements, statement => Assert.Equal(StatementFields.Order(), statement.AsObject().Select(field => field.Key).Order()));
        Assert.Equal(["allow", "deny", "allow", "allow", "allow"], statements.Select(statement => (string?)statement["verdict"]));
        Assert.Equal(["Select", "Drop", "Select", "Select", "Select"], statements.Select(statement => (string?)statement["kind"]));
        Assert.Equal((SharedProxies.PolicyName, 1), ((string?)statements[1]["policy"], (int?)statements[1]["rule"]));
        Assert.Equal("ssn", (string?)Assert.Single(statements[2]["masked"]!.AsArray()));
        Assert.Contains("22012", statements[3]["error"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(10, (int?)statements[4]["rows"]);
    }

    [Fact]
    public async Task Filters_narrow_the_list_and_an_unknown_session_is_not_found()
    {
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(SharedProxies.Configuration(SharedProxies.Policies));
        await RunAsync(proxy, "one", "select 'a needle in one'");
        await RunAsync(proxy, "two", "drop table doomed");
        await proxy.EndedSessionAsync("one");
        await proxy.EndedSessionAsync("two");

        Assert.Equal(["two"], await ApplicationsAsync(proxy, "--denied"));
        Assert.Equal(["one"], await ApplicationsAsync(proxy, "--sql", "needle"));
        Assert.Equal(2, (await ApplicationsAsync(proxy, "--user", SampleSchema.TrustedUser)).Count);
        Assert.Empty(await ApplicationsAsync(proxy, "--user", "nobody"));
        Assert.Empty(await ApplicationsAsync(proxy, "--database", "nowhere"));
        Assert.Empty(await ApplicationsAsync(proxy, "--until", "2001-01-01"));
        Assert.Equal(2, (await ApplicationsAsync(proxy, "--since", "2001-01-01", "--endpoint", ProxyConfiguration.Endpoint)).Count);
        Assert.Equal(4, (await proxy.CliAsync("sessions", "show", "zzzzzzzzzzzzzzzzzzzzzzzzzz")).ExitCode);
        Assert.Equal(4, (await proxy.CliAsync("export", "zzzzzzzzzzzzzzzzzzzzzzzzzz", "--format", "raw", "--direction", "client")).ExitCode);
        Assert.Equal(2, (await proxy.CliAsync("sessions", "list", "--no-such-option")).ExitCode);
    }

    [Fact]
    public async Task Proxy_drains_and_seals_on_sigterm_and_the_store_is_read_without_it()
    {
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(SharedProxies.Configuration("[]"));
        await using WireClient client = await WireClient.LoginAsync(proxy.Port, ("application_name", "drained"));
        await client.QueryAsync("select 1");
        Assert.Equal(0, await proxy.StopAsync());
        JsonNode session = await proxy.EndedSessionAsync("drained");
        Assert.Equal(1, session.Count("statements"));
    }

    private static async Task RunAsync(ProxyProcess proxy, string application, string sql)
    {
        await using WireClient client = await WireClient.LoginAsync(proxy.Port, ("application_name", application));
        await client.QueryAsync(sql);
    }

    private static async Task<List<string?>> ApplicationsAsync(ProxyProcess proxy, params string[] filters) =>
        [.. (await proxy.SessionsAsync(filters)).Select(session => (string?)session["application"])];
}
