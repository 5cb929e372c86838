using System.Net.Security;
using WireProxy.Integration.Drivers;
using WireProxy.Integration.Drivers.Postgres;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Proxy.Postgres;
using WireProxy.Integration.Servers;
using WireProxy.Integration.Servers.Postgres;
using WireProxy.Integration.Transparency.Postgres;
using WireProxy.Integration.Wire.Postgres;

namespace WireProxy.Integration.Conformance.Postgres;

/// <summary>What PostgreSQL 17 and 18 brought: direct TLS, protocol 3.2, longer cancel keys, more reported settings.</summary>
public sealed class Postgres18Tests
{
    private static readonly (string, string)[] Login = [("user", SampleSchema.TrustedUser), ("database", SampleSchema.Database)];
    private static readonly Lazy<Task<ProxyProcess>> LazyTransparent = new(() => ProxyProcess.StartAsync(Configuration("[]")));
    private static readonly Lazy<Task<ProxyProcess>> LazyGuarded = new(() => ProxyProcess.StartAsync(Configuration(SharedProxies.Policies)));

    public static TheoryData<string> Scripts { get; } = new(SessionScript.All.Select(script => script.Name));

    public static TheoryData<Route> BareAndProxied { get; } = new(Route.Direct, Route.Proxy, Route.Policy);

    [Postgres18Theory]
    [MemberData(nameof(Scripts))]
    public async Task Script_is_answered_identically(string name)
    {
        SessionScript script = SessionScript.All.Single(script => script.Name == name);
        // Notifications name the sender's process.
        if (name == "notifications")
            return;
        byte[] direct = await script.PlayAsync(PostgresServer.Shared18.Port);
        Assert.Equal(Convert.ToHexString(direct), Convert.ToHexString(await script.PlayAsync((await LazyTransparent.Value).Port)));
    }

    [Postgres18Theory]
    [MemberData(nameof(BareAndProxied))]
    public async Task Protocol_3_2_has_a_cancel_key_of_32_bytes_that_works(Route route)
    {
        int port = await PortAsync(route);
        await using WireClient client = await WireClient.ConnectAsync(port);
        await client.SendAsync(Frontend.Startup(Frontend.Version32, Login));
        List<WireFrame> frames = await client.AuthenticateAsync(SampleSchema.TrustedUser, "");
        Assert.Equal('Z', frames[^1].Code);
        Assert.DoesNotContain(frames, frame => frame.Code == 'v');
        Assert.Equal(32, client.CancelKey.Length);
        Assert.True(client.Pid > 0);

        await client.SendAsync(Frontend.Query("select count(*) from generate_series(1, 20000000000)"));
        await Task.Delay(300);
        await using WireClient canceller = await WireClient.ConnectAsync(port);
        await canceller.SendAsync(Frontend.Cancel(client.Pid, client.CancelKey));
        Assert.Empty(await canceller.ReadToEndAsync());
        Assert.EndsWith("E:57014 Z:I", Transcript.Of(await client.ReadUntilReadyAsync()), StringComparison.Ordinal);
    }

    [Postgres18Theory]
    [MemberData(nameof(BareAndProxied))]
    public async Task Unknown_protocol_option_of_3_2_is_named_in_one_negotiation(Route route)
    {
        await using WireClient client = await WireClient.ConnectAsync(await PortAsync(route));
        await client.SendAsync(Frontend.Startup(Frontend.Version32, [.. Login, ("_pq_.x", "1")]));
        List<WireFrame> frames = await client.AuthenticateAsync(SampleSchema.TrustedUser, "");
        WireFrame negotiation = Assert.Single(frames, frame => frame.Code == 'v');
        Assert.Same(frames[0], negotiation);
        Assert.Contains("_pq_.x", System.Text.Encoding.ASCII.GetString(negotiation.Body), StringComparison.Ordinal);
        Assert.Equal('Z', frames[^1].Code);
    }

    [Postgres18Theory]
    [MemberData(nameof(BareAndProxied))]
    public async Task Direct_tls_works(Route route)
    {
        await using WireClient client = await WireClient.ConnectAsync(await PortAsync(route));
        SslStream tls = await client.UpgradeAsync("postgresql");
        Assert.Equal("postgresql", tls.NegotiatedApplicationProtocol.ToString());
        await client.StartAsync(SampleSchema.TrustedUser, "");
        await client.AssertUsableAsync();
    }

    [Postgres18Fact]
    public async Task Client_hello_glued_to_an_ssl_request_works_on_the_bare_server()
    {
        await using WireClient client = await WireClient.ConnectAsync(PostgresServer.Shared18.Port);
        await client.GlueTlsAsync();
        await client.StartAsync(SampleSchema.TrustedUser, "");
        await client.AssertUsableAsync();
    }

    [Postgres18Theory]
    [InlineData("sslmode=disable max_protocol_version=3.2")]
    [InlineData("sslmode=require sslnegotiation=direct")]
    [InlineData("sslmode=require min_protocol_version=3.2 max_protocol_version=latest")]
    public async Task Psql_18_works(string options)
    {
        int port = await PortAsync(Route.Proxy);
        string target = $"host=127.0.0.1 port={port} user={SampleSchema.TrustedUser} dbname=shop {options}";
        string[] psql = [.. PostgresInstallation.Version18!.CommandLine("psql", "-X", "-At", target, "-c", "select 1", "-c", "\\dt scratch")];
        // The server's user may not look for client certificates in the home of the one who runs the tests.
        ToolRun run = await ToolRun.RunAsync(psql, new Dictionary<string, string> { ["HOME"] = "/" });
        Assert.Equal(("", "1\npublic|scratch|table|postgres\n"), (run.Errors, run.Output));
    }

    [Postgres18Theory]
    [InlineData(Route.Direct)]
    [InlineData(Route.Proxy)]
    [InlineData(Route.Policy)]
    public async Task Psycopg_works(Route route)
    {
        Dictionary<string, string> environment = PostgresRoutes.Environment(await PortAsync(route));
        environment["POLICY"] = route == Route.Policy ? "on" : "off";
        ToolRun run = await ToolRun.RunAsync(["/usr/bin/python3", Repository.PathOf("tests/Drivers/psycopg_driver.py")], environment);
        Assert.DoesNotContain("not ok", run.Output, StringComparison.Ordinal);
        Assert.Equal(15, run.Output.Split("ok ").Length - 1);
    }

    private static async Task<int> PortAsync(Route route) => route switch
    {
        Route.Direct => PostgresServer.Shared18.Port,
        Route.Proxy => (await LazyTransparent.Value).Port,
        _ => (await LazyGuarded.Value).Port,
    };

    private static ProxyConfiguration Configuration(string policies) =>
        SharedProxies.Configuration(policies) with { UpstreamPort = PostgresServer.Shared18.Port };
}
