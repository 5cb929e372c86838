using System.Text;
using WireProxy.Integration.Drivers;
using WireProxy.Integration.Drivers.Postgres;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Proxy.Postgres;
using WireProxy.Integration.Recording;
using WireProxy.Integration.Servers.Postgres;
using WireProxy.Integration.Wire.Postgres;

namespace WireProxy.Integration.Conformance.Postgres;

/// <summary>The start-up packet: its size, its layout, its version, its parameters.</summary>
public sealed class StartupTests
{
    private static readonly (string, string)[] Login = [("user", SampleSchema.TrustedUser), ("database", SampleSchema.Database)];

    public static TheoryData<Route> BareAndProxied { get; } = new(Route.Direct, Route.Proxy);

    [Theory]
    [MemberData(nameof(BareAndProxied))]
    public async Task Packet_of_the_greatest_legal_size_is_answered(Route route)
    {
        await using WireClient client = await WireClient.ConnectAsync(await route.PortAsync());
        await client.SendAsync(StartupOfBodyLength(10000));
        Assert.Equal('R', (await client.ReadFrameAsync())!.Code);
    }

    [Theory]
    [MemberData(nameof(BareAndProxied))]
    public async Task Packet_one_byte_too_long_is_closed_without_a_word(Route route)
    {
        await using WireClient client = await WireClient.ConnectAsync(await route.PortAsync());
        await client.SendAsync(StartupOfBodyLength(10001));
        Assert.Empty(await client.ReadToEndAsync());
    }

    [Theory]
    [InlineData(Route.Direct, 0)]
    [InlineData(Route.Proxy, 0)]
    [InlineData(Route.Direct, 3)]
    [InlineData(Route.Proxy, 7)]
    [InlineData(Route.Direct, -1)]
    [InlineData(Route.Proxy, -1)]
    public async Task Impossible_packet_length_is_closed_without_a_word(Route route, int length)
    {
        await using WireClient client = await WireClient.ConnectAsync(await route.PortAsync());
        await client.SendAsync(new WireBuffer().Int32(length).Int32(Frontend.Version30).ToArray());
        Assert.Empty(await client.ReadToEndAsync());
    }

    [Fact]
    public async Task Last_of_two_users_decides_for_the_server_and_for_the_audit_or_none_does()
    {
        ProxyProcess proxy = await SharedProxies.Transparent;
        await using WireClient client = await WireClient.ConnectAsync(proxy.Port);
        await client.SendAsync(Frontend.Startup([("user", "nobody"), .. Login, ("application_name", "two users")]));
        List<WireFrame> frames = await client.AuthenticateAsync(SampleSchema.TrustedUser, "");
        if (frames[^1].Code == 'E')
            return;
        Assert.Contains($"D:{SampleSchema.TrustedUser}", Transcript.Of(await client.QueryAsync("select current_user")), StringComparison.Ordinal);
        await client.SendAsync(Frontend.Terminate);
        Assert.Equal(SampleSchema.TrustedUser, (string?)(await proxy.EndedSessionAsync("two users"))["user"]);
    }

    [Theory]
    [MemberData(nameof(BareAndProxied))]
    public async Task Packet_without_its_terminator_is_a_protocol_violation(Route route)
    {
        byte[] body = new WireBuffer().Int32(Frontend.Version30).Text("user").Text(SampleSchema.TrustedUser).ToArray();
        await AssertFatalAsync(route, new WireBuffer().Raw(body).ToUntypedFrame(), "08P01");
    }

    [Theory]
    [MemberData(nameof(BareAndProxied))]
    public async Task Bytes_behind_the_terminator_are_a_protocol_violation(Route route)
    {
        byte[] body = [.. Frontend.Startup(Login)[4..], (byte)'x', 0];
        await AssertFatalAsync(route, new WireBuffer().Raw(body).ToUntypedFrame(), "08P01");
    }

    [Theory]
    [InlineData(Route.Direct, 0x00030002)]
    [InlineData(Route.Proxy, 0x00030002)]
    [InlineData(Route.Direct, 0x0003270F)]
    [InlineData(Route.Proxy, 0x0003270F)]
    public async Task Newer_minor_version_is_negotiated_down_exactly_once(Route route, int version)
    {
        await using WireClient client = await WireClient.ConnectAsync(await route.PortAsync());
        await client.SendAsync(Frontend.Startup(version, [.. Login, ("_pq_.x", "1")]));
        List<WireFrame> frames = await client.ReadUntilReadyAsync();
        Assert.Equal('v', frames[0].Code);
        Assert.Single(frames, frame => frame.Code == 'v');
        Assert.Equal(Frontend.Version30, frames[0].Int32());
        Assert.Equal("_pq_.x\0", Encoding.ASCII.GetString(frames[0].Body, 8, frames[0].Body.Length - 8));
    }

    [Theory]
    [MemberData(nameof(BareAndProxied))]
    public async Task Version_3_0_is_never_negotiated(Route route)
    {
        await using WireClient client = await WireClient.ConnectAsync(await route.PortAsync());
        List<WireFrame> frames = await client.StartAsync(SampleSchema.TrustedUser, "");
        Assert.DoesNotContain(frames, frame => frame.Code == 'v');
    }

    [Theory]
    [MemberData(nameof(BareAndProxied))]
    public async Task Version_4_is_refused(Route route) =>
        await AssertFatalAsync(route, Frontend.Startup(4 << 16, Login), "0A000");

    [Theory]
    [MemberData(nameof(BareAndProxied))]
    public async Task Version_2_is_refused(Route route)
    {
        await using WireClient client = await WireClient.ConnectAsync(await route.PortAsync());
        await client.SendAsync(new WireBuffer().Int32(2 << 16).Raw(new byte[288]).ToUntypedFrame());
        int first = await client.ReadByteAsync();
        Assert.True(first is 'E' or -1, $"answered {(char)first}");
        while (await client.ReadByteAsync() >= 0)
        {
            // The old error format has no length: it ends with the connection.
        }
    }

    [Theory]
    [InlineData("options", "-c role=postgres")]
    [InlineData("options", "-crole=postgres")]
    [InlineData("role", "postgres")]
    [InlineData("session_preload_libraries", "auto_explain")]
    [InlineData("replication", "true")]
    [InlineData("replication", "database")]
    public async Task Parameters_that_change_the_rules_are_refused_under_a_policy(string name, string value)
    {
        ProxyProcess proxy = await SharedProxies.Guarded;
        await using WireClient client = await WireClient.ConnectAsync(proxy.Port);
        await client.SendAsync(Frontend.Startup([.. Login, (name, value)]));
        List<WireFrame> frames = await client.AuthenticateAsync(SampleSchema.TrustedUser, "");
        Assert.Equal('E', frames[^1].Code);
        Assert.Empty(await client.ReadToEndAsync());
    }

    private static byte[] StartupOfBodyLength(int length)
    {
        int rest = length - (Frontend.Startup([.. Login, ("application_name", "")]).Length - 4);
        return Frontend.Startup([.. Login, ("application_name", new string('a', rest))]);
    }

    private static async Task AssertFatalAsync(Route route, byte[] startup, string sqlstate)
    {
        await using WireClient client = await WireClient.ConnectAsync(await route.PortAsync());
        await client.SendAsync(startup);
        List<WireFrame> frames = await client.ReadToEndAsync();
        Assert.Equal($"E:{sqlstate}", Transcript.Of(frames));
        Assert.Equal("FATAL", frames[0].Field('S'));
    }
}
