using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using WireProxy.Configuration;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Sessions.MySql.Login;

namespace WireProxy.Tests.Sessions.MySql;

/// <summary>TLS of each leg of a connection (protocols reference 2.B).</summary>
public sealed class ConnectionTlsTests
{
    private const CapabilityFlags WithTls = ServedConnection.ServerCapabilities | CapabilityFlags.Ssl;

    [Fact]
    public async Task A_login_that_asks_for_tls_without_starting_it_is_refused()
    {
        await using ServedConnection served = await ServedConnection.StartAsync(tls: ClientTlsMode.Allow);
        Socket server = await served.GreetAsync();
        await served.Client.SendAsync(ServedConnection.Login(WithTls));
        await served.AssertRefusedAsync(2, 1043, "08S01");
        Assert.Empty(await ServedConnection.ReadToEndAsync(server));
    }

    [Fact]
    public async Task Tls_that_nobody_offered_is_refused()
    {
        await using ServedConnection served = await ServedConnection.StartAsync();
        await served.GreetAsync();
        await served.Client.SendAsync(TlsRequest());
        await served.AssertRefusedAsync(2, 1043, "08S01");
    }

    [Fact]
    public async Task A_login_in_the_clear_is_refused_where_tls_is_required()
    {
        await using ServedConnection served = await ServedConnection.StartAsync(tls: ClientTlsMode.Require);
        Socket server = await served.GreetAsync();
        await served.Client.SendAsync(ServedConnection.Login());
        await served.AssertRefusedAsync(2, 3159, "HY000");
        Assert.Empty(await ServedConnection.ReadToEndAsync(server));
    }

    [Fact]
    public async Task Plain_text_behind_a_request_for_tls_is_never_a_login()
    {
        await using ServedConnection served = await ServedConnection.StartAsync(tls: ClientTlsMode.Allow);
        Socket server = await served.GreetAsync();
        await served.Client.SendAsync(Packets.Join(TlsRequest(), ServedConnection.Login(sequence: 2)));
        Assert.DoesNotContain("ann", Packets.Text(await ServedConnection.ReadToEndAsync(server)), StringComparison.Ordinal);
        await served.EndAsync();
    }

    [Fact]
    public async Task A_client_in_tls_reaches_a_server_without()
    {
        await using ServedConnection served = await ServedConnection.StartAsync(tls: ClientTlsMode.Allow);
        Socket server = await served.GreetAsync();
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
        Socket server = await served.GreetAsync();
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
        Socket server = await served.GreetAsync(WithTls);
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
        Socket server = await served.GreetAsync();
        await served.Client.SendAsync(ServedConnection.Login());
        byte[] error = await ServedConnection.ReadToEndAsync(served.Client);
        Assert.Contains("Upstream:Tls", Packets.Text(error), StringComparison.Ordinal);
        Assert.Empty(await ServedConnection.ReadToEndAsync(server));
    }

    [Fact]
    public async Task A_server_that_is_not_who_it_should_be_gets_no_login()
    {
        await using ServedConnection served = await ServedConnection.StartAsync(options => With(options, UpstreamTls.VerifyFull));
        Socket server = await served.GreetAsync(WithTls);
        await served.Client.SendAsync(ServedConnection.Login());
        await ServedConnection.PacketAsync(server);
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await using SslStream tls = await AcceptTlsAsync(served, server);
            await ServedConnection.PacketAsync(tls);
        });
        Assert.Contains("TLS with the server failed", Packets.Text(await ServedConnection.ReadToEndAsync(served.Client)), StringComparison.Ordinal);
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
