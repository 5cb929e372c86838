using WireProxy.Integration.Drivers;
using WireProxy.Integration.Drivers.MySql;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Servers.MySql;
using WireProxy.Integration.Wire.MySql;

namespace WireProxy.Integration.Conformance.MySql;

/// <summary>Packets of every length, and numbers that lie.</summary>
public sealed class FramingTests
{
    public static TheoryData<Route> Ways => Routes.All;

    public static TheoryData<Route, int> SizesOfQueries => new()
    {
        { Route.Direct, 0xFFFFFE }, { Route.Direct, 0xFFFFFF }, { Route.Direct, 0x1000000 },
        { Route.Proxy, 0xFFFFFE }, { Route.Proxy, 0xFFFFFF }, { Route.Proxy, 0x1000000 },
        { Route.Policy, 0xFFFFFE }, { Route.Policy, 0xFFFFFF }, { Route.Policy, 0x1000000 },
    };

    public static TheoryData<Route, int> WrongNumbers => new()
    {
        { Route.Direct, 1 }, { Route.Direct, 5 }, { Route.Direct, 255 }, { Route.Proxy, 1 }, { Route.Proxy, 5 }, { Route.Proxy, 255 }, { Route.Policy, 1 },
    };

    [Theory]
    [OnMariaDb(nameof(SizesOfQueries))]
    [OnMySql9(nameof(SizesOfQueries))]
    public async Task Query_around_the_largest_packet_is_answered(Brand brand, Route route, int size)
    {
        await using MySqlWireClient client = await MySqlWireClient.LoginAsync(await route.PortAsync(brand));
        int text = size - 1 - "select length('')".Length;
        await client.SendAsync(Command.Query($"select length('{new string('x', text)}')"));
        Reply reply = await client.ReadReplyAsync();
        Assert.Equal($"{text}", reply.Results[0].Rows[0][0]);
        // The answer counts on from the last packet of the question.
        Assert.Equal(size < 0xFFFFFF ? 1 : 2, reply.Packets[0].Sequence);
    }

    [Theory]
    [OnMariaDb(nameof(Ways))]
    [OnMySql9(nameof(Ways))]
    public async Task Query_that_fills_a_packet_waits_for_the_empty_one(Brand brand, Route route)
    {
        await using MySqlWireClient client = await MySqlWireClient.LoginAsync(await route.PortAsync(brand));
        byte[] framed = PacketBuffer.Frame(Command.Query($"select length('{new string('x', 0xFFFFFF - 18)}')"));
        Assert.Equal([0, 0, 0, 1], framed[^4..]);
        await client.SendRawAsync(framed[..^4]);
        Assert.True(await client.StaysQuietAsync());
        await client.SendRawAsync(framed[^4..]);
        Assert.Equal($"{0xFFFFFF - 18}", (await client.ReadReplyAsync()).Results[0].Rows[0][0]);
        await client.AssertUsableAsync();
    }

    [Theory]
    [OnMariaDb(nameof(Ways))]
    [OnMySql9(nameof(Ways))]
    public async Task Row_that_fills_a_packet_is_followed_by_an_empty_one(Brand brand, Route route)
    {
        await using MySqlWireClient client = await MySqlWireClient.LoginAsync(await route.PortAsync(brand));
        foreach ((int size, int chunks) in ((int, int)[])[(16_777_210, 1), (16_777_211, 2), (16_777_212, 2), (16_777_216, 2), (40_000_000, 3)])
        {
            Reply reply = await client.QueryAsync($"select repeat('x', {size})");
            WirePacket row = reply.Packets[3];
            Assert.Equal((size, chunks), (reply.Results[0].Rows[0][0]!.Length, row.Chunks));
            Assert.Equal(row.NextSequence, reply.Packets[4].Sequence);
        }
    }

    [Theory]
    [OnMariaDb(nameof(Ways))]
    [OnMySql9(nameof(Ways))]
    public async Task Packet_numbers_wrap_without_a_gap(Brand brand, Route route)
    {
        await using MySqlWireClient client = await MySqlWireClient.LoginAsync(await route.PortAsync(brand));
        Reply reply = await client.QueryAsync("select i from numbers where i <= 1000; select 1");
        Assert.Equal(1, reply.Packets[0].Sequence);
        Assert.All(reply.Packets.Zip(reply.Packets.Skip(1)), pair => Assert.Equal(pair.First.NextSequence, pair.Second.Sequence));
    }

    [Theory]
    [OnMariaDb(nameof(WrongNumbers))]
    [OnMySql9(nameof(WrongNumbers))]
    public async Task Command_with_a_wrong_number_ends_the_session(Brand brand, Route route, int sequence)
    {
        await using MySqlWireClient client = await MySqlWireClient.LoginAsync(await route.PortAsync(brand));
        await client.SendRawAsync(PacketBuffer.Frame(Command.Query("select 1"), sequence));
        WirePacket answer = Assert.Single(await client.ReadToEndAsync());
        Assert.Equal(1156, WireError.From(answer.Payload).Code);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public async Task Second_packet_of_a_query_with_a_wrong_number_reaches_nobody_as_a_statement(int sequence)
    {
        var commands = new List<byte[]>();
        await using var server = new FakeMySqlServer(async connection =>
        {
            await connection.AcceptLoginAsync();
            while (true)
                commands.Add((await connection.ReadPacketAsync()).Payload);
        });
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(new ProxyConfiguration { Protocol = "MySql", UpstreamPort = server.Port });
        await using MySqlWireClient client = await MySqlWireClient.LoginAsync(proxy.Port);
        byte[] framed = PacketBuffer.Frame(Command.Query(new string(' ', 0xFFFFFF) + "select 1"));
        framed[4 + 0xFFFFFF + 3] = (byte)sequence;
        await client.SendRawAsync(framed);
        Assert.All(await client.ReadToEndAsync(), packet => Assert.True(packet.IsError));
        Assert.DoesNotContain(commands, command => command is [3, ..]);
        Assert.True(proxy.IsRunning);
    }

    [Fact]
    public async Task Command_that_ends_within_its_packet_does_not_hold_the_session()
    {
        await using var server = new FakeMySqlServer(async connection =>
        {
            await connection.AcceptLoginAsync();
            await connection.ReadToEndAsync();
        });
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(new ProxyConfiguration { Protocol = "MySql", UpstreamPort = server.Port });
        foreach (byte[] torn in (byte[][])[[0xFF, 0xFF, 0xFF, 0, 3], [10, 0], [1, 0, 0], [9, 0, 0, 0, 3, (byte)'s']])
        {
            await using MySqlWireClient client = await MySqlWireClient.LoginAsync(proxy.Port);
            await client.SendRawAsync(torn);
            client.HalfClose();
            await client.DrainAsync();
        }
        Assert.True(proxy.IsRunning);
    }
}
