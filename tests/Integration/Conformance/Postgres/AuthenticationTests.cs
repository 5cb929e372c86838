using WireProxy.Integration.Drivers;
using WireProxy.Integration.Drivers.Postgres;
using WireProxy.Integration.Servers.Postgres;
using WireProxy.Integration.Wire.Postgres;

namespace WireProxy.Integration.Conformance.Postgres;

/// <summary>The client's own database login, passed through.</summary>
public sealed class AuthenticationTests
{
    public static TheoryData<Route> BareAndProxied { get; } = new(Route.Direct, Route.Proxy, Route.Policy);

    [Theory]
    [InlineData(Route.Proxy, SampleSchema.User)]
    [InlineData(Route.Proxy, "md5er")]
    [InlineData(Route.Proxy, "clear")]
    [InlineData(Route.Policy, SampleSchema.User)]
    [InlineData(Route.Policy, "md5er")]
    [InlineData(Route.Policy, "clear")]
    public async Task Every_password_method_works(Route route, string user)
    {
        await using WireClient client = await WireClient.ConnectAsync(await route.PortAsync());
        await client.StartAsync(user, SampleSchema.Password);
        Assert.Equal($"T D:{user} C:SELECT 1 Z:I", Transcript.Of(await client.QueryAsync("select session_user")));
    }

    [Theory]
    [MemberData(nameof(BareAndProxied))]
    public async Task Wrong_password_and_unknown_user_look_the_same(Route route)
    {
        List<WireFrame> wrong = await FailAsync(route, SampleSchema.User, new ScramClient("wrong"));
        List<WireFrame> unknown = await FailAsync(route, "nobody at all", new ScramClient("wrong"));
        Assert.Equal("R10 R11 E:28P01", Transcript.Of(wrong));
        Assert.Equal(Transcript.Of(wrong), Transcript.Of(unknown));
    }

    [Theory]
    [MemberData(nameof(BareAndProxied))]
    public async Task Tampered_proofs_fail(Route route)
    {
        Func<string, string>[] lies =
        [
            message => message.Replace("c=biws", "c=eSws", StringComparison.Ordinal),
            message => message.Replace(",p=", "x,p=", StringComparison.Ordinal),
            message => "m=ext," + message,
        ];
        foreach (Func<string, string> lie in lies)
        {
            List<WireFrame> frames = await FailAsync(route, SampleSchema.User, new ScramClient(SampleSchema.Password) { Tamper = lie });
            Assert.Equal('E', frames[^1].Code);
            Assert.StartsWith("R10 R11 E:", Transcript.Of(frames), StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(BareAndProxied))]
    public async Task Query_before_the_login_is_complete_ends_the_session(Route route)
    {
        await using WireClient client = await WireClient.ConnectAsync(await route.PortAsync());
        await client.SendAsync(Frontend.Startup(("user", SampleSchema.User), ("database", SampleSchema.Database)));
        Assert.Equal("R10", (await client.ReadFrameAsync())!.ToString());
        await client.SendAsync(Frontend.Query("drop table doomed"));
        List<WireFrame> frames = await client.ReadToEndAsync();
        Assert.Equal("E:08P01", Transcript.Of(frames));
        Assert.Equal("FATAL", frames[0].Field('S'));
    }

    [Theory]
    [MemberData(nameof(BareAndProxied))]
    public async Task Query_pipelined_behind_the_startup_packet_waits_for_the_login_or_ends_the_session(Route route)
    {
        await using WireClient client = await WireClient.ConnectAsync(await route.PortAsync());
        await client.SendAsync(
            Frontend.Startup(("user", SampleSchema.User), ("database", SampleSchema.Database)), Frontend.Query("drop table doomed"));
        List<WireFrame> frames = await client.ReadToEndAsync();
        Assert.DoesNotContain(frames, frame => frame.Code is 'Z' or 'C');
        Assert.Equal("doomed", await PostgresServer.Shared.ScalarAsync("select to_regclass('doomed')::text"));
    }

    [Theory]
    [InlineData(Route.Proxy)]
    [InlineData(Route.Policy)]
    public async Task Client_sees_a_cancel_key_of_the_proxy(Route route)
    {
        await using WireClient client = await WireClient.LoginAsync(await route.PortAsync());
        Assert.Equal(8, client.KeyData.Length);
        Assert.True(client.Pid > 0);
        List<WireFrame> frames = await client.QueryAsync("select pg_backend_pid()");
        Assert.NotEqual($"{client.Pid}", frames[1].Row());
    }

    [Fact]
    public async Task Two_sessions_never_share_a_cancel_key()
    {
        int port = await Route.Proxy.PortAsync();
        var seen = new HashSet<string>();
        for (int i = 0; i < 20; i++)
        {
            await using WireClient client = await WireClient.LoginAsync(port);
            Assert.True(seen.Add(Convert.ToHexString(client.KeyData)));
        }
    }

    [Fact]
    public async Task Client_over_tls_logs_in_by_scram_while_the_server_leg_is_plain()
    {
        await using WireClient client = await WireClient.ConnectAsync(await Route.Proxy.PortAsync());
        await client.RequestTlsAsync();
        await client.SendAsync(Frontend.Startup(("user", SampleSchema.User), ("database", SampleSchema.Database)));
        WireFrame offer = (await client.ReadFrameAsync())!;
        // Binding to the proxy's certificate can never hold at the server.
        Assert.Equal("SCRAM-SHA-256\0\0", System.Text.Encoding.ASCII.GetString(offer.Body, 4, offer.Body.Length - 4));
    }

    private static async Task<List<WireFrame>> FailAsync(Route route, string user, ScramClient scram)
    {
        await using WireClient client = await WireClient.ConnectAsync(await route.PortAsync());
        await client.SendAsync(Frontend.Startup(("user", user), ("database", SampleSchema.Database)));
        return await client.AuthenticateAsync(user, scram);
    }
}
