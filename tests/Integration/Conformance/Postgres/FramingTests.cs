using System.Diagnostics;
using WireProxy.Integration.Drivers;
using WireProxy.Integration.Drivers.Postgres;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Proxy.Postgres;
using WireProxy.Integration.Wire.Postgres;

namespace WireProxy.Integration.Conformance.Postgres;

/// <summary>Message lengths and bodies that lie.</summary>
public sealed class FramingTests(PostgresUpstream upstream) : IClassFixture<PostgresUpstream>
{
    public static TheoryData<Route> BareAndProxied { get; } = new(Route.Direct, Route.Proxy, Route.Policy);

    public static TheoryData<char, int> HostileHeaders { get; } = new()
    {
        { 'Q', 3 }, { 'Q', 0 }, { 'Q', -1 }, { 'P', 3 }, { 'B', int.MinValue }, { 'd', -1 },
        { 'S', 10005 }, { 'D', 10005 }, { 'X', int.MaxValue }, { 'Q', 0x40000001 }, { 'P', 0x40000001 }, { 'B', int.MaxValue }, { 'd', int.MaxValue },
    };

    [Theory]
    [MemberData(nameof(HostileHeaders))]
    public async Task Bare_server_closes_at_an_impossible_length(char code, int length)
    {
        await using WireClient client = await WireClient.LoginAsync(await Route.Direct.PortAsync());
        await client.SendAsync(Header(code, length));
        await client.ReadToEndAsync();
    }

    [Theory]
    [MemberData(nameof(HostileHeaders))]
    public async Task Proxy_closes_at_an_impossible_length_and_passes_nothing_on(char code, int length)
    {
        var passedOn = new TaskCompletionSource<byte[]>();
        await using IAsyncDisposable turn = upstream.Fake.Play(async connection =>
        {
            await connection.AcceptLoginAsync();
            passedOn.TrySetResult(await connection.ReadToEndAsync());
        });
        ProxyProcess proxy = await upstream.Fake.ProxyAsync();
        await using WireClient client = await WireClient.LoginAsync(proxy.Port);
        long before = proxy.ResidentBytes;
        var waited = Stopwatch.StartNew();
        await client.SendAsync(Header(code, length));
        List<WireFrame> answer = await client.ReadToEndAsync();

        Assert.True(waited.Elapsed < TimeSpan.FromSeconds(10));
        Assert.True(answer.All(frame => frame.Code == 'E'), Transcript.Of(answer));
        byte[] received = await passedOn.Task.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.True(received is [] or [(byte)'X', 0, 0, 0, 4], Convert.ToHexString(received));
        Assert.InRange(proxy.ResidentBytes, 0, before + (64 << 20));
    }

    [Theory]
    [MemberData(nameof(BareAndProxied))]
    public async Task Query_with_bytes_behind_its_terminator_is_refused_and_the_session_stays_usable(Route route) =>
        await AssertRefusedAsync(route, new WireBuffer().Text("select 1").Text("; drop table doomed").ToFrame('Q'));

    [Theory]
    [MemberData(nameof(BareAndProxied))]
    public async Task Query_without_terminator_is_refused_and_the_session_stays_usable(Route route) =>
        await AssertRefusedAsync(route, new WireBuffer().Raw("select 1"u8).ToFrame('Q'));

    [Theory]
    [MemberData(nameof(BareAndProxied))]
    public async Task Parse_with_bytes_behind_its_types_is_refused(Route route)
    {
        byte[] parse = new WireBuffer().Text("").Text("select 1").Int16(0).Int32(23).ToFrame('P');
        await AssertRefusedAsync(route, [.. parse, .. Frontend.Sync]);
    }

    [Theory]
    [MemberData(nameof(BareAndProxied))]
    public async Task Bind_that_promises_more_values_than_it_holds_is_refused(Route route)
    {
        byte[] bind = new WireBuffer().Text("").Text("").Int16(0).Int16(65535).Int32(1).ToFrame('B');
        await AssertRefusedAsync(route, [.. Frontend.Parse("select 1"), .. bind, .. Frontend.Sync], "1 ");
    }

    [Theory]
    [MemberData(nameof(BareAndProxied))]
    public async Task Unknown_message_code_ends_the_session(Route route)
    {
        await using WireClient client = await WireClient.LoginAsync(await route.PortAsync());
        await client.SendAsync(new WireBuffer().Text("x").ToFrame('?'));
        List<WireFrame> frames = await client.ReadToEndAsync();
        Assert.Equal("E:08P01", Transcript.Of(frames));
        Assert.Equal("FATAL", frames[0].Field('S'));
    }

    private static byte[] Header(char code, int length) => new WireBuffer().Byte((byte)code).Int32(length).ToArray();

    private static async Task AssertRefusedAsync(Route route, byte[] message, string before = "")
    {
        await using WireClient client = await WireClient.LoginAsync(await route.PortAsync());
        Assert.Equal($"{before}E:08P01 Z:I", Transcript.Of(await client.ExchangeAsync(message)));
        Assert.Equal("T D:1 C:SELECT 1 Z:I", Transcript.Of(await client.QueryAsync("select 1")));
    }
}
