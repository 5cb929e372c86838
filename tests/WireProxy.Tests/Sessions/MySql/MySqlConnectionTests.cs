using System.Net.Sockets;
using WireProxy.Configuration;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Messages;
using WireProxy.Sessions.MySql;
using WireProxy.Sessions.MySql.Login;

namespace WireProxy.Tests.Sessions.MySql;

/// <summary>Whole connections: greeting, login, session, end (protocols reference 2.B).</summary>
public sealed class MySqlConnectionTests
{
    private const string Policy = """{ "Name": "p", "Rules": [ { "Effect": "Deny", "Statements": ["Drop"] } ] }""";

    [Fact]
    public async Task The_servers_greeting_passes_with_the_capabilities_that_can_be_honoured()
    {
        await using ServedConnection served = await ServedConnection.StartAsync();
        Socket server = await served.AcceptServerAsync();
        await server.SendAsync(ServedConnection.Greeting());
        byte[] packet = await ServedConnection.PacketAsync(served.Client);
        const CapabilityFlags offered = ServedConnection.ServerCapabilities & ~(CapabilityFlags.Compress | CapabilityFlags.LocalFiles);
        Assert.Equal(ServedConnection.Greeting(offered), packet);
    }

    [Fact]
    public async Task What_the_client_claims_is_cut_to_what_it_was_offered()
    {
        await using ServedConnection served = await ServedConnection.StartAsync();
        Socket server = await served.GreetAsync();
        // Drivers set bits that nobody offered and leave their fields out.
        await served.Client.SendAsync(ServedConnection.Login(ServedConnection.ServerCapabilities));
        byte[] login = await ServedConnection.PacketAsync(server);
        Assert.Equal(ServedConnection.Login(), login);
    }

    [Fact]
    public async Task A_session_runs_from_login_to_quit()
    {
        await using ServedConnection served = await ServedConnection.StartAsync();
        Socket server = await served.LoginAsync();
        await served.Client.SendAsync(Command.Query("select 1"));
        Assert.Equal(Command.Query("select 1"), await ServedConnection.PacketAsync(server));
        byte[] result = Answer.Result("1", "1");
        await server.SendAsync(result);
        Assert.Equal(result, await LoopbackPeers.ReadAsync(served.Client, result.Length));
        await served.Client.SendAsync(Command.Quit);
        Assert.Equal(Command.Quit, await ServedConnection.ReadToEndAsync(server));
        server.Close();
        await served.EndAsync();
        Assert.Equal(0, served.Services.Sessions.Count);
    }

    [Fact]
    public async Task An_error_in_place_of_the_greeting_passes_without_a_sqlstate()
    {
        await using ServedConnection served = await ServedConnection.StartAsync();
        Socket server = await served.AcceptServerAsync();
        await server.SendAsync(ErrPackets.Of(0, 1129, ErrPackets.NoSqlState, "Host is blocked"));
        Assert.Equal(ErrPackets.Of(0, 1129, ErrPackets.NoSqlState, "Host is blocked"), await ServedConnection.ReadToEndAsync(served.Client));
    }

    [Fact]
    public async Task A_server_that_can_not_be_reached_is_told_of_before_a_greeting()
    {
        await using ServedConnection served = await ServedConnection.StartAsync(ServedConnection.Nowhere);
        byte[] error = await ServedConnection.ReadToEndAsync(served.Client);
        Assert.Equal((0xFF, (byte)0), (error[4], error[3]));
        Assert.Contains("can not be reached", Packets.Text(error), StringComparison.Ordinal);
        Assert.DoesNotContain("#", Packets.Text(error), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sessions_have_a_limit()
    {
        await using ServedConnection served = await ServedConnection.StartAsync(limits: new LimitsOptions { MaxSessions = 0 });
        Assert.Equal(
            ErrPackets.Of(0, 1040, ErrPackets.NoSqlState, "Too many connections: Limits:MaxSessions is reached"), await ServedConnection.ReadToEndAsync(served.Client));
    }

    [Theory]
    [InlineData("greeting")]
    [InlineData("a")]
    public async Task What_is_no_greeting_ends_the_connection(string payload)
    {
        await using ServedConnection served = await ServedConnection.StartAsync();
        Socket server = await served.AcceptServerAsync();
        await server.SendAsync(Packets.Of(0, payload));
        byte[] error = await ServedConnection.ReadToEndAsync(served.Client);
        Assert.Contains("the server broke the protocol", Packets.Text(error), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_is_not_sent_in_the_clear()
    {
        await using ServedConnection served = await ServedConnection.StartAsync();
        Socket server = await served.GreetAsync();
        await served.Client.SendAsync(ServedConnection.Login(method: "mysql_clear_password"));
        await served.AssertRefusedAsync(2, 1045, "28000");
        Assert.Empty(await ServedConnection.ReadToEndAsync(server));
    }

    [Fact]
    public async Task A_character_set_that_can_not_be_inspected_is_refused_under_policy()
    {
        foreach ((string policies, byte collation, bool passes) in ((string, byte, bool)[])[(Policy, 28, false), (Policy, 45, true), (Policy, 0, true), ("", 28, true)])
        {
            await using ServedConnection served = await ServedConnection.StartAsync(policies: policies);
            Socket server = await served.GreetAsync();
            await served.Client.SendAsync(ServedConnection.Login(collation: collation));
            if (passes)
                Assert.Equal(ServedConnection.Login(collation: collation), await ServedConnection.PacketAsync(server));
            else
                await served.AssertRefusedAsync(2, 1115, "42000");
        }
    }

    [Fact]
    public async Task Statements_are_judged_under_policy()
    {
        await using ServedConnection served = await ServedConnection.StartAsync(policies: Policy);
        Socket server = await served.LoginAsync();
        await served.Client.SendAsync(Command.Query("drop table t"));
        Assert.Contains("@@session", Packets.Text(await ServedConnection.PacketAsync(server)), StringComparison.Ordinal);
        await server.SendAsync(Answer.Settings());
        Assert.Equal(Command.Ping, await ServedConnection.PacketAsync(server));
        await server.SendAsync(Answer.Ok());
        Assert.Contains("blocked by policy \"p\"", Packets.Text(await ServedConnection.PacketAsync(served.Client)), StringComparison.Ordinal);
        await served.Client.SendAsync(Packets.Join(Command.Query("kill 77"), Command.Query("kill 78")));
        Assert.Equal(Command.Query("kill 77"), await ServedConnection.PacketAsync(server));
        await server.SendAsync(Answer.Ok());
        Assert.Equal(Command.Ping, await ServedConnection.PacketAsync(server));
    }

    [Fact]
    public async Task A_login_takes_no_longer_than_it_may()
    {
        var limits = new LimitsOptions { LoginTimeout = TimeSpan.FromMilliseconds(300) };
        await using (ServedConnection silent = await ServedConnection.StartAsync(limits: limits))
        {
            await silent.GreetAsync();
            await silent.EndAsync();
        }
        await using ServedConnection served = await ServedConnection.StartAsync(limits: limits);
        Socket server = await served.GreetAsync();
        await served.Client.SendAsync(ServedConnection.Login());
        await ServedConnection.PacketAsync(server);
        await served.EndAsync();
        Assert.Empty(await ServedConnection.ReadToEndAsync(served.Client));
    }

    [Fact]
    public async Task A_session_at_rest_is_told_that_the_proxy_ends()
    {
        await using ServedConnection served = await ServedConnection.StartAsync();
        await served.LoginAsync();
        await served.Services.Sessions.DrainAsync(TimeSpan.FromSeconds(20), TimeProvider.System);
        Assert.Equal(ErrPackets.Of(0, 1053, "08S01", "Server shutdown in progress"), await ServedConnection.ReadToEndAsync(served.Client));
    }

    [Theory]
    [InlineData(ServerStatus.InTrans)]
    [InlineData(ServerStatus.Autocommit)]
    public async Task An_open_transaction_is_waited_for(ServerStatus status)
    {
        await using ServedConnection served = await ServedConnection.StartAsync();
        Socket server = await served.LoginAsync();
        await served.Client.SendAsync(Command.Ping);
        await ServedConnection.PacketAsync(server);
        await server.SendAsync(Answer.Ok(1, status));
        await ServedConnection.PacketAsync(served.Client);
        Task draining = served.Services.Sessions.DrainAsync(TimeSpan.FromSeconds(20), TimeProvider.System);
        if (status.HasFlag(ServerStatus.InTrans))
            Assert.NotSame(draining, await Task.WhenAny(draining, Task.Delay(300)));
        else
            await draining.WaitAsync(TimeSpan.FromSeconds(20));
        server.Close();
        await draining.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_server_that_breaks_the_protocol_ends_the_session_with_an_error_in_its_place()
    {
        await using ServedConnection served = await ServedConnection.StartAsync();
        Socket server = await served.LoginAsync();
        await served.Client.SendAsync(Command.Ping);
        await ServedConnection.PacketAsync(server);
        await server.SendAsync(Answer.Columns(1, 3));
        byte[] error = await ServedConnection.ReadToEndAsync(served.Client);
        Assert.Equal((1, 0xFF), (error[3], error[4]));
        Assert.Equal(1927, ErrPacket.Read(error.AsSpan(4)).Code);
    }

    [Fact]
    public async Task A_login_that_the_server_refuses_is_refused()
    {
        await using ServedConnection served = await ServedConnection.StartAsync();
        Socket server = await served.GreetAsync();
        await served.Client.SendAsync(ServedConnection.Login());
        await ServedConnection.PacketAsync(server);
        byte[] denied = Answer.Err(2, 1045, "Access denied for user 'ann'");
        await server.SendAsync(denied);
        server.Close();
        Assert.Equal(denied, await ServedConnection.ReadToEndAsync(served.Client));
    }

    [Fact]
    public async Task The_handshake_is_recorded_without_its_secrets()
    {
        var recorder = new SilentRecorder();
        byte[] greeting = ServedConnection.Greeting();
        var login = new ClientLogin(ServedConnection.Login(), ServedConnection.ServerCapabilities, default, []);
        await MySqlSessionRunner.RecordHandshakeAsync(greeting, login, recorder);
        Assert.Equal((greeting.Length, login.Packet.Length), (recorder.ToClient.Length, recorder.FromClient.Length));
        foreach (string secret in (string[])["12345678", "abcdefghijkl"])
            Assert.DoesNotContain(secret, Packets.Text(recorder.ToClient), StringComparison.Ordinal);
        Assert.DoesNotContain("PROOF", Packets.Text(recorder.FromClient), StringComparison.Ordinal);
        Assert.Contains("ann", Packets.Text(recorder.FromClient), StringComparison.Ordinal);
    }
}
