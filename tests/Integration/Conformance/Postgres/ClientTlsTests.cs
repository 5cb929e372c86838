using System.Net.Security;
using System.Security.Authentication;
using WireProxy.Integration.Drivers;
using WireProxy.Integration.Drivers.Postgres;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Proxy.Postgres;
using WireProxy.Integration.Servers.Postgres;
using WireProxy.Integration.Wire.Postgres;

namespace WireProxy.Integration.Conformance.Postgres;

/// <summary>TLS between client and proxy, and what is smuggled in front of it.</summary>
public sealed class ClientTlsTests
{
    private static readonly byte[] Startup = Frontend.Startup(("user", SampleSchema.TrustedUser), ("database", SampleSchema.Database));

    [Theory]
    [InlineData(Route.Direct)]
    [InlineData(Route.Proxy)]
    public async Task Startup_glued_to_an_ssl_request_never_authenticates(Route route)
    {
        await using WireClient client = await WireClient.ConnectAsync(await route.PortAsync());
        await client.SendAsync(Frontend.SslRequest, Startup);
        int answer = await client.ReadByteAsync();
        Assert.True(answer is 'S' or -1, $"answered {answer}");
        try
        {
            if (answer == 'S')
                await client.UpgradeAsync();
            Assert.DoesNotContain(await client.ReadToEndAsync(), frame => frame.Code != 'E');
        }
        catch (Exception error) when (error is IOException or AuthenticationException)
        {
            // The proxy took the plain bytes for TLS and closed: as good.
        }
    }

    [Fact]
    public async Task Client_hello_glued_to_an_ssl_request_starts_tls()
    {
        await using WireClient client = await WireClient.ConnectAsync(await Route.Proxy.PortAsync());
        try
        {
            await client.GlueTlsAsync();
        }
        catch (Exception error) when (error is IOException or AuthenticationException)
        {
            // Closed at once: allowed. Waiting until the client's patience ends is not.
            return;
        }
        await client.StartAsync(SampleSchema.TrustedUser, "");
        Assert.Equal("T D:1 C:SELECT 1 Z:I", Transcript.Of(await client.QueryAsync("select 1")));
    }

    [Theory]
    [InlineData(Route.Direct)]
    [InlineData(Route.Proxy)]
    public async Task Second_ssl_request_inside_tls_is_an_error(Route route)
    {
        await using WireClient client = await WireClient.ConnectAsync(await route.PortAsync());
        await client.RequestTlsAsync();
        await client.SendAsync(Frontend.SslRequest);
        Assert.Equal("E:0A000", Transcript.Of(await client.ReadToEndAsync()));
    }

    [Fact]
    public async Task Gss_encryption_is_declined_and_tls_still_works()
    {
        await using WireClient client = await WireClient.ConnectAsync(await Route.Proxy.PortAsync());
        await client.SendAsync(Frontend.GssEncRequest);
        Assert.Equal('N', await client.ReadByteAsync());
        await client.RequestTlsAsync();
        await client.StartAsync(SampleSchema.TrustedUser, "");
        Assert.Equal("T D:1 C:SELECT 1 Z:I", Transcript.Of(await client.QueryAsync("select 1")));
    }

    [Fact]
    public async Task Startup_glued_to_both_encryption_requests_never_authenticates()
    {
        await using WireClient client = await WireClient.ConnectAsync(await Route.Proxy.PortAsync());
        await client.SendAsync(Frontend.GssEncRequest, Frontend.SslRequest, Startup);
        Assert.True(await client.ReadByteAsync() is 'N' or -1);
        client.HalfClose();
        await client.DrainAsync();
        Assert.DoesNotContain((byte)'R', client.Received.ToArray());
    }

    [Fact]
    public async Task Direct_tls_with_the_postgresql_protocol_name_works()
    {
        await using WireClient client = await WireClient.ConnectAsync(await Route.Proxy.PortAsync());
        SslStream tls = await client.UpgradeAsync("postgresql");
        Assert.Equal("postgresql", tls.NegotiatedApplicationProtocol.ToString());
        await client.StartAsync(SampleSchema.TrustedUser, "");
        Assert.Equal("T D:1 C:SELECT 1 Z:I", Transcript.Of(await client.QueryAsync("select 1")));
    }

    [Theory]
    [InlineData]
    [InlineData("http/1.1")]
    public async Task Direct_tls_without_the_postgresql_protocol_name_is_closed(params string[] protocols)
    {
        await using WireClient client = await WireClient.ConnectAsync(await Route.Proxy.PortAsync());
        try
        {
            await client.UpgradeAsync(protocols);
            await client.SendAsync(Startup);
            Assert.DoesNotContain(await client.ReadToEndAsync(), frame => frame.Code != 'E');
        }
        catch (Exception error) when (error is IOException or AuthenticationException)
        {
            // Refused within the handshake.
        }
    }

    [Fact]
    public async Task Required_tls_refuses_a_plain_client()
    {
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(SharedProxies.Configuration("[]") with { ClientTlsMode = "Require" });
        await using WireClient plain = await WireClient.ConnectAsync(proxy.Port);
        await plain.SendAsync(Startup);
        Assert.DoesNotContain(await plain.ReadToEndAsync(), frame => frame.Code != 'E');

        await using WireClient tls = await WireClient.ConnectAsync(proxy.Port);
        await tls.RequestTlsAsync();
        await tls.StartAsync(SampleSchema.TrustedUser, "");
    }

    [Fact]
    public async Task Disabled_tls_is_declined_and_the_plain_session_works()
    {
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(SharedProxies.Configuration("[]") with { ClientTls = null });
        await using WireClient client = await WireClient.ConnectAsync(proxy.Port);
        await client.SendAsync(Frontend.SslRequest);
        Assert.Equal('N', await client.ReadByteAsync());
        await client.StartAsync(SampleSchema.TrustedUser, "");
    }
}
