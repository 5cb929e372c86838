using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using WireProxy.Configuration;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Messages;
using WireProxy.Sessions.MySql;
using WireProxy.Sessions.MySql.Login;

namespace WireProxy.Tests.Sessions.MySql;

/// <summary>Whole connections: greeting, TLS of each leg, login, session, end (protocols reference 2.B).</summary>
public sealed class MySqlConnectionTests
{
    private const CapabilityFlags WithTls = ServedConnection.ServerCapabilities | CapabilityFlags.Ssl;
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
        Socket server = await GreetAsync(served);
        // Drivers set bits that nobody offered and leave their fields out.
        await served.Client.SendAsync(ServedConnection.Login(ServedConnection.ServerCapabilities));
        byte[] login = await ServedConnection.PacketAsync(server);
        Assert.Equal(ServedConnection.Login(), login);
    }

    [Fact]
    public async Task A_session_runs_from_login_to_quit()
    {
        await using ServedConnection served = await ServedConnection.StartAsync();
        Socket server = await LoginAsync(served);
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
    public async Task A_login_that_asks_for_tls_without_starting_it_is_refused()
    {
        await using ServedConnection served = await ServedConnection.StartAsync(tls: ClientTlsMode.Allow);
        Socket server = await GreetAsync(served);
        await served.Client.SendAsync(ServedConnection.Login(WithTls));
        await RefusedAsync(served, 2, 1043, "08S01");
        Assert.Empty(await ServedConnection.ReadToEndAsync(server));
    }

    [Fact]
    public async Task Tls_that_nobody_offered_is_refused()
    {
        await using ServedConnection served = await ServedConnection.StartAsync();
        await GreetAsync(served);
        await served.Client.SendAsync(TlsRequest());
        await RefusedAsync(served, 2, 1043, "08S01");
    }

    [Fact]
    public async Task A_login_in_the_clear_is_refused_where_tls_is_required()
    {
        await using ServedConnection served = await ServedConnection.StartAsync(tls: ClientTlsMode.Require);
        Socket server = await GreetAsync(served);
        await served.Client.SendAsync(ServedConnection.Login());
        await RefusedAsync(served, 2, 3159, "HY000");
        Assert.Empty(await ServedConnection.ReadToEndAsync(server));
    }

    [Fact]
    public async Task Plain_text_behind_a_request_for_tls_is_never_a_login()
    {
        await using ServedConnection served = await ServedConnection.StartAsync(tls: ClientTlsMode.Allow);
        Socket server = await GreetAsync(served);
        await served.Client.SendAsync(Packets.Join(TlsRequest(), ServedConnection.Login(sequence: 2)));
        Assert.DoesNotContain("ann", Packets.Text(await ServedConnection.ReadToEndAsync(server)), StringComparison.Ordinal);
        await served.EndAsync();
    }

    [Fact]
    public async Task A_client_in_tls_reaches_a_server_without()
    {
        await using ServedConnection served = await ServedConnection.StartAsync(tls: ClientTlsMode.Allow);
        Socket server = await GreetAsync(served);
        await using SslStream tls = await StartTlsAsync(served);
        await tls.WriteAsync(ServedConnection.Login(WithTls & ~CapabilityFlags.Compress, sequence: 2));
        Assert.Equal(ServedConnection.Login(), await ServedConnection.PacketAsync(server));
        await server.SendAsync(Answer.Ok(2));
        Assert.Equal(Answer.Ok(3), await ServedConnection.PacketAsync(tls));
        await tls.WriteAsync(Command.Ping);
        Assert.Equal(Command.Ping, await ServedConnection.PacketAsync(server));
        await server.SendAsync(Answer.Ok());
        Assert.Equal(Answer.Ok(), await ServedConnection.PacketAsync(tls));
    }

    [Fact]
    public async Task Capabilities_may_not_change_behind_tls()
    {
        await using ServedConnection served = await ServedConnection.StartAsync(tls: ClientTlsMode.Allow);
        Socket server = await GreetAsync(served);
        await using SslStream tls = await StartTlsAsync(served);
        await tls.WriteAsync(ServedConnection.Login((WithTls | CapabilityFlags.FoundRows) & ~CapabilityFlags.Compress, sequence: 2));
        byte[] error = await ServedConnection.PacketAsync(tls);
        Assert.Equal((3, 0xFF), (error[3], error[4]));
        Assert.Empty(await ServedConnection.ReadToEndAsync(server));
    }

    [Theory]
    [InlineData(UpstreamTls.Prefer)]
    [InlineData(UpstreamTls.Require)]
    internal async Task A_server_is_reached_in_tls_by_a_client_without(UpstreamTls mode)
    {
        await using ServedConnection served = await ServedConnection.StartAsync(options => With(options, mode));
        Socket server = await GreetAsync(served, WithTls);
        await served.Client.SendAsync(ServedConnection.Login());
        byte[] request = await ServedConnection.PacketAsync(server);
        Assert.True(SslRequest.Matches(request.AsSpan(4)));
        await using SslStream tls = await AcceptTlsAsync(served, server);
        byte[] login = await ServedConnection.PacketAsync(tls);
        Assert.Equal(ServedConnection.Login((WithTls & ~(CapabilityFlags.Compress | CapabilityFlags.LocalFiles)), sequence: 2), login);
        await tls.WriteAsync(Answer.Ok(3));
        Assert.Equal(Answer.Ok(2), await ServedConnection.PacketAsync(served.Client));
    }

    [Theory]
    [InlineData(UpstreamTls.Require)]
    [InlineData(UpstreamTls.VerifyFull)]
    internal async Task A_server_without_the_tls_that_is_required_gets_no_login(UpstreamTls mode)
    {
        await using ServedConnection served = await ServedConnection.StartAsync(options => With(options, mode));
        Socket server = await GreetAsync(served);
        await served.Client.SendAsync(ServedConnection.Login());
        byte[] error = await ServedConnection.ReadToEndAsync(served.Client);
        Assert.Contains("Upstream:Tls", Packets.Text(error), StringComparison.Ordinal);
        Assert.Empty(await ServedConnection.ReadToEndAsync(server));
    }

    [Fact]
    public async Task A_server_that_is_not_who_it_should_be_gets_no_login()
    {
        await using ServedConnection served = await ServedConnection.StartAsync(options => With(options, UpstreamTls.VerifyFull));
        Socket server = await GreetAsync(served, WithTls);
        await served.Client.SendAsync(ServedConnection.Login());
        await ServedConnection.PacketAsync(server);
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await using SslStream tls = await AcceptTlsAsync(served, server);
            await ServedConnection.PacketAsync(tls);
        });
        Assert.Contains("TLS with the server failed", Packets.Text(await ServedConnection.ReadToEndAsync(served.Client)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_is_not_sent_in_the_clear()
    {
        await using ServedConnection served = await ServedConnection.StartAsync();
        Socket server = await GreetAsync(served);
        await served.Client.SendAsync(ServedConnection.Login(method: "mysql_clear_password"));
        await RefusedAsync(served, 2, 1045, "28000");
        Assert.Empty(await ServedConnection.ReadToEndAsync(server));
    }

    [Fact]
    public async Task A_character_set_that_can_not_be_inspected_is_refused_under_policy()
    {
        foreach ((string policies, byte collation, bool passes) in ((string, byte, bool)[])[(Policy, 28, false), (Policy, 45, true), (Policy, 0, true), ("", 28, true)])
        {
            await using ServedConnection served = await ServedConnection.StartAsync(policies: policies);
            Socket server = await GreetAsync(served);
            await served.Client.SendAsync(ServedConnection.Login(collation: collation));
            if (passes)
                Assert.Equal(ServedConnection.Login(collation: collation), await ServedConnection.PacketAsync(server));
            else
                await RefusedAsync(served, 2, 1115, "42000");
        }
    }

    [Fact]
    public async Task Statements_are_judged_under_policy()
    {
        await using ServedConnection served = await ServedConnection.StartAsync(policies: Policy);
        Socket server = await LoginAsync(served);
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
            await GreetAsync(silent);
            await silent.EndAsync();
        }
        await using ServedConnection served = await ServedConnection.StartAsync(limits: limits);
        Socket server = await GreetAsync(served);
        await served.Client.SendAsync(ServedConnection.Login());
        await ServedConnection.PacketAsync(server);
        await served.EndAsync();
        Assert.Empty(await ServedConnection.ReadToEndAsync(served.Client));
    }

    [Fact]
    public async Task A_session_at_rest_is_told_that_the_proxy_ends()
    {
        await using ServedConnection served = await ServedConnection.StartAsync();
        await LoginAsync(served);
        await served.Services.Sessions.DrainAsync(TimeSpan.FromSeconds(20), TimeProvider.System);
        Assert.Equal(ErrPackets.Of(0, 1053, "08S01", "Server shutdown in progress"), await ServedConnection.ReadToEndAsync(served.Client));
    }

    [Theory]
    [InlineData(ServerStatus.InTrans)]
    [InlineData(ServerStatus.Autocommit)]
    public async Task An_open_transaction_is_waited_for(ServerStatus status)
    {
        await using ServedConnection served = await ServedConnection.StartAsync();
        Socket server = await LoginAsync(served);
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
        Socket server = await LoginAsync(served);
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
        Socket server = await GreetAsync(served);
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

    private static async Task<Socket> GreetAsync(ServedConnection served, CapabilityFlags capabilities = ServedConnection.ServerCapabilities)
    {
        Socket server = await served.AcceptServerAsync();
        await server.SendAsync(ServedConnection.Greeting(capabilities));
        await ServedConnection.PacketAsync(served.Client);
        return server;
    }

    private static async Task<Socket> LoginAsync(ServedConnection served)
    {
        Socket server = await GreetAsync(served);
        await served.Client.SendAsync(ServedConnection.Login());
        await ServedConnection.PacketAsync(server);
        await server.SendAsync(Answer.Ok(2));
        Assert.Equal(Answer.Ok(2), await ServedConnection.PacketAsync(served.Client));
        return server;
    }

    private static async Task RefusedAsync(ServedConnection served, byte sequence, ushort code, string sqlState)
    {
        byte[] packet = await ServedConnection.ReadToEndAsync(served.Client);
        Assert.Equal(sequence, packet[3]);
        ErrPacket error = ErrPacket.Read(packet.AsSpan(4));
        Assert.Equal((code, sqlState), (error.Code, Encoding.ASCII.GetString(error.SqlState)));
        await served.EndAsync();
    }

    private static byte[] TlsRequest() => Packets.Of(1, new SslRequest(WithTls & ~CapabilityFlags.Compress, 1 << 24, 45).Write(new PayloadWriter()));

    private static async Task<SslStream> StartTlsAsync(ServedConnection served)
    {
        await served.Client.SendAsync(TlsRequest());
#pragma warning disable CA5359 // The certificate is the subject of other tests.
        var tls = new SslStream(new NetworkStream(served.Client), false, static (_, _, _, _) => true);
#pragma warning restore CA5359
        await tls.AuthenticateAsClientAsync("localhost").WaitAsync(TimeSpan.FromSeconds(20));
        return tls;
    }

    private static async Task<SslStream> AcceptTlsAsync(ServedConnection served, Socket server)
    {
        var tls = new SslStream(new NetworkStream(server));
        using X509Certificate2 certificate = X509Certificate2.CreateFromPemFile(served.Certificate());
        await tls.AuthenticateAsServerAsync(certificate).WaitAsync(TimeSpan.FromSeconds(20));
        return tls;
    }

    private static EndpointOptions With(EndpointOptions options, UpstreamTls mode) => options with { Upstream = options.Upstream with { Tls = mode } };
}
