using WireProxy.Integration.Drivers;
using WireProxy.Integration.Drivers.MySql;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Servers.MySql;
using WireProxy.Integration.Wire.MySql;

namespace WireProxy.Integration.Conformance.MySql;

/// <summary>What one brand has and the other has not: progress reports and bulk execution, attributes of queries.</summary>
public sealed class ExtensionTests
{
    public static TheoryData<Route> Ways => Routes.All;

    [Fact]
    public async Task Progress_report_is_no_error()
    {
        byte[] progress = new PacketBuffer().Byte(0xFF).Int16(0xFFFF).Byte(1).Byte(1).Byte(2).Int24(50_000).LenText("copy to tmp table").ToArray();
        await using var server = new FakeMySqlServer(async connection =>
        {
            await connection.AcceptLoginAsync((ServerPackets.Offered & ~Capabilities.LongPassword) | Capabilities.Progress);
            while (await connection.ReadPacketAsync() is { } request)
                await connection.AnswerAsync(request, [.. Enumerable.Repeat(progress, 300), ServerPackets.Ok(affected: 5)]);
        });
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(new ProxyConfiguration { Protocol = "MySql", UpstreamPort = server.Port });
        await using MySqlWireClient client = await MySqlWireClient.LoginAsync(proxy.Port, new LoginOptions { Wanted = Capabilities.UsualOfMariaDb | Capabilities.Progress });
        for (int round = 0; round < 2; round++)
        {
            Reply reply = await client.QueryAsync("alter table t add column c int");
            Assert.Equal(("OK:5", 301), (reply.ToString(), reply.Packets.Count));
            Assert.All(reply.Packets.Zip(reply.Packets.Skip(1)), pair => Assert.Equal(pair.First.NextSequence, pair.Second.Sequence));
        }
    }

    [Theory]
    [OnMariaDb(nameof(Ways))]
    public async Task Bulk_execution_inserts_deletes_and_returns(Brand brand, Route route)
    {
        string mark = $"bulk {route}";
        await using MySqlWireClient client = await MySqlWireClient.LoginAsync(await route.PortAsync(brand), new LoginOptions { Wanted = Capabilities.UsualOfMariaDb | Capabilities.Bulk });
        Assert.True(client.Capabilities.HasFlag(Capabilities.Bulk));
        Prepared insert = await client.PrepareAsync($"insert into scratch values (?, '{mark}')");
        Assert.Equal("OK:3", (await client.ExchangeAsync(Command.BulkExecute(insert.Id, 7, 8, 9))).ToString());
        Assert.Equal("3", await GuardedSession.CountAsync(brand, mark));
        Prepared delete = await client.PrepareAsync($"delete from scratch where value = '{mark}' and id = ? returning id");
        await client.SendAsync(Command.BulkExecute(delete.Id, 7, 8, 9));
        await client.ReadExecutedAsync(delete);
        Assert.Equal("0", await GuardedSession.CountAsync(brand, mark));
        await client.AssertUsableAsync();
    }

    [Theory]
    [OnMySql9(nameof(Ways))]
    public async Task Attributes_of_a_query_arrive(Brand brand, Route route)
    {
        await using MySqlWireClient client = await MySqlWireClient.LoginAsync(await route.PortAsync(brand), new LoginOptions { Wanted = Capabilities.Usual | Capabilities.QueryAttributes });
        if (!client.Capabilities.HasFlag(Capabilities.QueryAttributes))
            return;
        const string sql = "select mysql_query_attribute_string('trace') as trace";
        // The function is a loaded one, which could return anything.
        string value = route == Route.Policy ? "****" : "abc";
        Assert.Equal($"C:trace R:{value} EOF", (await client.ExchangeAsync(Command.QueryWithAttributes(sql, ("trace", "abc"), ("other", "x")))).ToString());
        Assert.Equal("C:trace R:NULL EOF", (await client.ExchangeAsync(Command.QueryWithAttributes(sql))).ToString());
    }

    [Theory]
    [OnMySql9]
    public async Task Statement_behind_attributes_is_judged(Brand brand)
    {
        await using MySqlWireClient client = await GuardedSession.LoginAsync(brand, new LoginOptions { Wanted = Capabilities.Usual | Capabilities.QueryAttributes });
        byte[] command = client.Capabilities.HasFlag(Capabilities.QueryAttributes)
            ? Command.QueryWithAttributes(GuardedSession.Drop, ("a", "select 1"))
            : Command.Query(GuardedSession.Drop);
        (await client.ExchangeAsync(command)).AssertRefused();
        await GuardedSession.AssertStillThereAsync(brand);
        await client.AssertUsableAsync();
    }

    [Theory]
    [OnMariaDb(nameof(Ways))]
    public async Task Attributes_are_not_offered_by_a_server_that_has_none(Brand brand, Route route)
    {
        await using MySqlWireClient client = await MySqlWireClient.LoginAsync(await route.PortAsync(brand), new LoginOptions { Insisted = Capabilities.QueryAttributes });
        Assert.False(client.Greeting.Capabilities.HasFlag(Capabilities.QueryAttributes));
        await client.AssertUsableAsync();
    }

    [Theory]
    [OnMySql9]
    public async Task Malformed_attributes_do_not_shift_what_is_read_as_the_statement(Brand brand)
    {
        byte[] drop = System.Text.Encoding.ASCII.GetBytes(GuardedSession.Drop);
        byte[][] commands =
        [
            [3, 0xFF, .. drop], [3, 0xFB, 1, .. drop], [3, 5, 1, .. drop], [3, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, .. drop], [3, 1], [3, 1, 1, 0],
            [3, 1, 1, 0, 1, 253, 0, 1, (byte)'a', 0xFC, 0xFF, 0xFF, .. drop], [3, 0, 2, .. drop], [3, 1, 1, 0, 0, .. drop], [3],
        ];
        foreach (byte[] command in commands)
        {
            await using MySqlWireClient client = await GuardedSession.LoginAsync(brand, new LoginOptions { Wanted = Capabilities.Usual | Capabilities.QueryAttributes });
            try
            {
                Assert.NotNull((await client.ExchangeAsync(command)).Error);
            }
            catch (EndOfStreamException)
            {
                // Closed: as good.
            }
            await GuardedSession.AssertStillThereAsync(brand);
        }
    }

    [Theory]
    [OnMariaDb(nameof(Ways))]
    [OnMySql9(nameof(Ways))]
    public async Task Changes_of_the_session_are_told(Brand brand, Route route)
    {
        await using MySqlWireClient client = await MySqlWireClient.LoginAsync(await route.PortAsync(brand), new LoginOptions { Wanted = Capabilities.Usual | Capabilities.SessionTrack });
        await client.QueryAsync("set session_track_system_variables = '*', session_track_schema = 1");
        Reply reply = await client.QueryAsync("use elsewhere");
        Assert.NotEqual(0, reply.Status & ServerStatus.SessionStateChanged);
        Assert.Contains("elsewhere", reply.AllText, StringComparison.Ordinal);
        await client.AssertUsableAsync();
    }
}
