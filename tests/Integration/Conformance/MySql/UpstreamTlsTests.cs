using WireProxy.Integration.Proxy;
using WireProxy.Integration.Proxy.MySql;
using WireProxy.Integration.Servers.MySql;
using WireProxy.Integration.Wire.MySql;

namespace WireProxy.Integration.Conformance.MySql;

/// <summary>TLS between proxy and server, and between client and proxy, where one side insists or can not.</summary>
public sealed class UpstreamTlsTests
{
    private static readonly string[] Modes = ["Prefer", "Require"];

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    public async Task Session_reaches_the_server_over_tls(Brand brand)
    {
        foreach (string mode in Modes)
        {
            await using ProxyProcess proxy = await ProxyProcess.StartAsync(MySqlProxies.Configuration(brand, "[]") with { UpstreamTls = mode });
            foreach (ClientTls tls in (ClientTls[])[ClientTls.No, ClientTls.Yes])
            {
                // No password: nothing depends on both legs being alike.
                await using MySqlWireClient client = await MySqlWireClient.LoginAsync(proxy.Port, new LoginOptions { Tls = tls });
                Assert.StartsWith("TLSv1.", (await client.QueryAsync("show status like 'Ssl_version'")).Results[0].Rows[0][1], StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    public async Task Account_for_tls_only_gets_in_over_a_server_leg_in_tls(Brand brand)
    {
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(MySqlProxies.Configuration(brand, "[]") with { UpstreamTls = "Require" });
        await using MySqlWireClient client = await MySqlWireClient.LoginAsync(proxy.Port,
            new LoginOptions { User = MySqlSampleSchema.TlsOnlyUser, Password = MySqlSampleSchema.Password, Tls = ClientTls.Yes });
        await client.AssertUsableAsync();
    }

    [Theory]
    [OnMariaDb]
    public async Task Certificate_that_can_not_be_verified_is_refused_when_asked_for(Brand brand)
    {
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(MySqlProxies.Configuration(brand, "[]") with { UpstreamTls = "VerifyFull" });
        await AssertNoLoginAsync(proxy);
    }

    [Fact]
    public async Task Server_without_the_required_tls_gets_no_login()
    {
        var sent = new TaskCompletionSource<byte[]>();
        await using var server = new FakeMySqlServer(async connection =>
        {
            await connection.SendAsync(PacketBuffer.Frame(ServerPackets.Greeting()));
            sent.TrySetResult(await connection.ReadToEndAsync());
        });
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(
            new ProxyConfiguration { Protocol = "MySql", UpstreamPort = server.Port, UpstreamTls = "Require" });
        await AssertNoLoginAsync(proxy);
        Assert.Empty(await sent.Task.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task Server_that_goes_on_in_clear_behind_the_request_for_tls_gets_no_login()
    {
        var sent = new TaskCompletionSource<byte[]>();
        await using var server = new FakeMySqlServer(async connection =>
        {
            await connection.SendAsync(PacketBuffer.Frame(ServerPackets.Greeting(ServerPackets.Offered | Capabilities.Ssl)));
            WirePacket request = await connection.ReadPacketAsync();
            Assert.Equal(32, request.Payload.Length);
            await connection.AnswerAsync(request, ServerPackets.Ok());
            sent.TrySetResult(await connection.ReadToEndAsync());
        });
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(
            new ProxyConfiguration { Protocol = "MySql", UpstreamPort = server.Port, UpstreamTls = "Prefer" });
        await AssertNoLoginAsync(proxy);
        Assert.Equal(-1, (await sent.Task.WaitAsync(TimeSpan.FromSeconds(20))).AsSpan().IndexOf("trusty"u8));
    }

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    public async Task Endpoint_that_requires_tls_refuses_a_plain_client(Brand brand)
    {
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(MySqlProxies.Configuration(brand, "[]") with { ClientTlsMode = "Require" });
        await AssertNoLoginAsync(proxy);
        await using MySqlWireClient tls = await MySqlWireClient.LoginAsync(proxy.Port, new LoginOptions { Tls = ClientTls.Yes });
        await tls.AssertUsableAsync();
    }

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    public async Task Endpoint_without_tls_does_not_offer_it(Brand brand)
    {
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(MySqlProxies.Configuration(brand, "[]") with { ClientTls = null });
        await using MySqlWireClient client = await MySqlWireClient.LoginAsync(proxy.Port);
        Assert.False(client.Greeting.Capabilities.HasFlag(Capabilities.Ssl));
        await client.AssertUsableAsync();
    }

    private static async Task AssertNoLoginAsync(ProxyProcess proxy)
    {
        await using MySqlWireClient client = await MySqlWireClient.ConnectAsync(proxy.Port);
        try
        {
            Assert.True((await client.AttemptAsync(new LoginOptions())).IsError);
        }
        catch (Exception error) when (error is EndOfStreamException or InvalidOperationException)
        {
            // Refused before the greeting, or closed.
        }
    }
}
