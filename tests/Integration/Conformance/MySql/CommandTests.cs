using WireProxy.Integration.Drivers;
using WireProxy.Integration.Drivers.MySql;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Proxy.MySql;
using WireProxy.Integration.Servers.MySql;
using WireProxy.Integration.Wire.MySql;

namespace WireProxy.Integration.Conformance.MySql;

/// <summary>Commands besides statements: those that pass, those that never do, and what becomes of the session.</summary>
public sealed class CommandTests(MySqlUpstream upstream) : IClassFixture<MySqlUpstream>
{
    public static TheoryData<Route> Ways => Routes.All;

    // CREATE_DB, DROP_DB, REFRESH, SHUTDOWN, PROCESS_INFO, DEBUG, BINLOG_DUMP, TABLE_DUMP, REGISTER_SLAVE, BINLOG_DUMP_GTID, CLONE,
    // SUBSCRIBE, unknown, and MariaDB's internal ones.
    public static TheoryData<int> NeverPassed { get; } = new(0x00, 0x05, 0x06, 0x07, 0x08, 0x0A, 0x0B, 0x0D, 0x12, 0x13, 0x15, 0x1E, 0x20, 0x21, 0x50, 0xFB, 0xFF);

    [Theory]
    [MemberData(nameof(NeverPassed))]
    public async Task Command_that_no_policy_could_judge_does_not_reach_the_server(int code)
    {
        var commands = new List<int>();
        await using IAsyncDisposable turn = upstream.Fake.Play(async connection =>
        {
            await connection.AcceptLoginAsync();
            while (await connection.ReadPacketAsync() is { } request)
            {
                commands.Add(request.First);
                await connection.AnswerAsync(request, ServerPackets.Ok());
            }
        });
        ProxyProcess proxy = await upstream.Fake.ProxyAsync();
        await using MySqlWireClient client = await MySqlWireClient.LoginAsync(proxy.Port);
        await client.SendAsync([(byte)code, .. "shop\0\0\0\0\0\0\0\0"u8], Command.Ping);
        WirePacket refusal = (await client.ReadPacketAsync())!;
        Assert.Equal((1047, "08S01", 1), (WireError.From(refusal.Payload).Code, WireError.From(refusal.Payload).State, refusal.Sequence));
        Assert.Equal(0, (await client.ReadPacketAsync())!.First);
        Assert.DoesNotContain(code, commands);
    }

    [Theory]
    [OnMariaDb(nameof(Ways))]
    [OnMySql9(nameof(Ways))]
    public async Task Session_goes_on_after_a_command_that_does_not_pass(Brand brand, Route route)
    {
        if (route == Route.Direct)
            return;
        await using MySqlWireClient client = await MySqlWireClient.LoginAsync(await route.PortAsync(brand));
        foreach (byte[] command in (byte[][])[Command.ProcessInfo, Command.Debug, [0x12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], [0x50], []])
        {
            Assert.Equal("E:1047", (await client.ExchangeAsync(command)).ToString());
            await client.AssertUsableAsync();
        }
    }

    [Theory]
    [OnMariaDb(nameof(Ways))]
    [OnMySql9(nameof(Ways))]
    public async Task Statistics_are_one_line_of_text(Brand brand, Route route)
    {
        await using MySqlWireClient client = await MySqlWireClient.LoginAsync(await route.PortAsync(brand));
        await client.SendAsync(Command.Statistics, Command.Ping);
        Assert.Equal((byte)'U', (await client.ReadPacketAsync())!.Payload[0]);
        Assert.Equal(0, (await client.ReadPacketAsync())!.First);
    }

    [Theory]
    [OnMariaDb(nameof(Ways))]
    [OnMySql9(nameof(Ways))]
    public async Task Field_list_names_columns_or_is_refused(Brand brand, Route route)
    {
        await using MySqlWireClient client = await MySqlWireClient.LoginAsync(await route.PortAsync(brand));
        await client.SendAsync(Command.FieldList("orders"));
        Reply reply = await client.ReadFieldListAsync();
        if (reply.Error is null)
            Assert.Equal(["id", "customer_id", "item", "amount"], reply.Results[0].Columns.Select(column => column.Name));
        else
            Assert.Contains(reply.Error.Code, (int[])[1047, 1142]);
        await client.AssertUsableAsync();
    }

    [Theory]
    [OnMariaDb(nameof(Ways))]
    [OnMySql9(nameof(Ways))]
    public async Task Reset_forgets_statements_and_settings(Brand brand, Route route)
    {
        await using MySqlWireClient client = await MySqlWireClient.LoginAsync(await route.PortAsync(brand));
        Prepared prepared = await client.PrepareAsync("select 1");
        await client.QueryAsync("set sql_mode = 'ANSI_QUOTES'");
        Assert.Equal("OK:0", (await client.ExchangeAsync(Command.ResetConnection)).ToString());
        Assert.Equal("E:1243", (await client.ExecuteAsync(prepared)).ToString());
        Assert.Equal("C:x R:x EOF", (await client.QueryAsync("select \"x\"")).ToString());
        Assert.Equal("C:database() R:shop EOF", (await client.QueryAsync("select database()")).ToString());
    }

    [Theory]
    [OnMariaDb(nameof(Ways))]
    [OnMySql9(nameof(Ways))]
    public async Task Reset_and_names_in_one_write_are_answered_in_order(Brand brand, Route route)
    {
        await using MySqlWireClient client = await MySqlWireClient.LoginAsync(await route.PortAsync(brand));
        await client.SendAsync(Command.ResetConnection, Command.Query("set names utf8mb4"), Command.Query("select 'ü'"));
        Assert.Equal("OK:0", (await client.ReadReplyAsync()).ToString());
        Assert.Equal("OK:0", (await client.ReadReplyAsync()).ToString());
        Assert.Equal("C:ü R:ü EOF", (await client.ReadReplyAsync()).ToString());
    }

    [Theory]
    [OnMariaDb(nameof(Ways))]
    [OnMySql9(nameof(Ways))]
    public async Task Commands_without_an_answer_get_none(Brand brand, Route route)
    {
        await using MySqlWireClient client = await MySqlWireClient.LoginAsync(await route.PortAsync(brand));
        Prepared prepared = await client.PrepareAsync("select ?");
        await client.SendAsync(Command.SendLongData(prepared.Id, 0, "x"u8), Command.CloseStatement(prepared.Id), Command.CloseStatement(4711), Command.Ping);
        Assert.Equal((0, 1), ((await client.ReadPacketAsync())!.First, client.NextSequence - 1));
        Assert.True(await client.StaysQuietAsync());
    }

    [Theory]
    [OnMariaDb(nameof(Ways))]
    [OnMySql9(nameof(Ways))]
    public async Task Kill_stops_the_statement_of_the_thread_that_the_client_was_told(Brand brand, Route route)
    {
        int port = await route.PortAsync(brand);
        await using MySqlWireClient victim = await MySqlWireClient.LoginAsync(port);
        Assert.Equal($"{victim.Greeting.ThreadId}", (await victim.QueryAsync("select connection_id()")).Results[0].Rows[0][0]);
        await using MySqlWireClient bystander = await MySqlWireClient.LoginAsync(port);
        await victim.SendAsync(Command.Query("select count(*) from numbers a, numbers b where a.i + b.i < 0"));
        await Task.Delay(300);
        await using MySqlWireClient killer = await MySqlWireClient.LoginAsync(port);
        Assert.Equal("OK:0", (await killer.QueryAsync($"kill query {victim.Greeting.ThreadId}")).ToString());
        Assert.Equal("E:1317", (await victim.ReadReplyAsync()).ToString());
        await victim.AssertUsableAsync();
        await bystander.AssertUsableAsync();
        Assert.Equal("E:1094", (await killer.QueryAsync("kill query 999999999")).ToString());
    }

    [Theory]
    [OnMariaDb(nameof(Ways))]
    [OnMySql9(nameof(Ways))]
    public async Task Killed_session_ends_on_both_legs(Brand brand, Route route)
    {
        int port = await route.PortAsync(brand);
        await using MySqlWireClient victim = await MySqlWireClient.LoginAsync(port);
        await using MySqlWireClient killer = await MySqlWireClient.LoginAsync(port);
        await killer.QueryAsync($"kill {victim.Greeting.ThreadId}");
        Assert.All(await victim.ReadToEndAsync(), packet => Assert.True(packet.IsError));
    }

    [Theory]
    [OnMariaDb(nameof(Ways))]
    [OnMySql9(nameof(Ways))]
    public async Task Client_that_leaves_takes_its_server_connection_along(Brand brand, Route route)
    {
        long thread;
        await using (MySqlWireClient client = await MySqlWireClient.LoginAsync(await route.PortAsync(brand)))
        {
            thread = client.Greeting.ThreadId;
            await client.AssertUsableAsync();
        }
        for (int waited = 0; waited < 10_000; waited += 200)
        {
            if (await MySqlServer.Shared(brand).ScalarAsync($"select count(*) from information_schema.processlist where id = {thread}") == "0")
                return;
            await Task.Delay(200);
        }
        Assert.Fail($"thread {thread} is still there");
    }
}
