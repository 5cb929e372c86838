using System.Buffers.Binary;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Proxy.Postgres;
using WireProxy.Integration.Servers.Postgres;
using WireProxy.Integration.Wire.Postgres;

namespace WireProxy.Integration.Conformance.Postgres;

/// <summary>TLS between proxy and server, and servers that cheat at it.</summary>
public sealed class UpstreamTlsTests
{
    private const string Secret = "the text of a man in the middle";

    [Theory]
    [InlineData("Prefer")]
    [InlineData("Require")]
    public async Task Session_reaches_the_server_over_tls(string mode)
    {
        ProxyConfiguration configuration = SharedProxies.Configuration("[]") with { UpstreamTls = mode };
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(configuration);
        await using WireClient client = await WireClient.LoginAsync(proxy.Port);
        Assert.Equal("T D:t C:SELECT 1 Z:I",
            Transcript.Of(await client.QueryAsync("select ssl from pg_stat_ssl where pid = pg_backend_pid()")));
    }

    [Fact]
    public async Task Certificate_that_can_not_be_verified_is_refused_when_asked_for()
    {
        ProxyConfiguration configuration = SharedProxies.Configuration("[]") with { UpstreamTls = "VerifyFull" };
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(configuration);
        await AssertNoLoginAsync(proxy);
    }

    [Fact]
    public async Task Server_that_adds_bytes_to_its_acceptance_gets_no_startup_packet()
    {
        byte[] rest = await SentAfterAsync("Require", "S"u8.ToArray(), Backend.Error("28000", Secret));
        Assert.DoesNotContain("trusty", System.Text.Encoding.ASCII.GetString(rest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_that_declines_required_tls_gets_nothing_more() =>
        Assert.Empty(await SentAfterAsync("Require", "N"u8.ToArray()));

    [Theory]
    [InlineData("Require")]
    [InlineData("Prefer")]
    public async Task Error_text_from_before_tls_is_not_shown(string mode) =>
        Assert.Empty(await SentAfterAsync(mode, Backend.Error("28000", Secret)));

    [Theory]
    [InlineData((byte)'Z')]
    [InlineData((byte)0)]
    public async Task Server_that_answers_anything_else_gets_nothing_more(byte answer) =>
        Assert.Empty(await SentAfterAsync("Prefer", [answer]));

    // What the proxy sent after the server's answer to SSLRequest; the client must not have got in, or seen the secret.
    private static async Task<byte[]> SentAfterAsync(string mode, params byte[][] answer)
    {
        var sent = new TaskCompletionSource<byte[]>();
        await using var server = new FakePostgresServer(async connection =>
        {
            Assert.Equal(80877103, BinaryPrimitives.ReadInt32BigEndian(await connection.ReadUntypedAsync()));
            await connection.SendAsync(answer);
            sent.TrySetResult(await connection.ReadToEndAsync());
        });
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(new ProxyConfiguration { UpstreamPort = server.Port, UpstreamTls = mode });
        await AssertNoLoginAsync(proxy);
        Assert.DoesNotContain(Secret, proxy.Errors, StringComparison.Ordinal);
        return await sent.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    private static async Task AssertNoLoginAsync(ProxyProcess proxy)
    {
        await using WireClient client = await WireClient.ConnectAsync(proxy.Port);
        await client.SendAsync(Frontend.Startup(("user", SampleSchema.TrustedUser), ("database", SampleSchema.Database)));
        List<WireFrame> frames = await client.ReadToEndAsync();
        Assert.All(frames, frame => Assert.Equal('E', frame.Code));
        Assert.All(frames, frame => Assert.DoesNotContain(Secret, frame.Field('M'), StringComparison.Ordinal));
    }
}
