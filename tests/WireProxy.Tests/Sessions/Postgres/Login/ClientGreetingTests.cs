using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using WireProxy.Configuration;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Sessions;
using WireProxy.Sessions.Postgres.Login;
using WireProxy.Tests.Cli;
using WireProxy.Tests.Configuration;
using WireProxy.Transport;

namespace WireProxy.Tests.Sessions.Postgres.Login;

public sealed class ClientGreetingTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly byte[] TlsRequest = StartupPacket.TlsRequest.ToArray();
    private static readonly byte[] GssRequest = [0, 0, 0, 8, 0x04, 0xD2, 0x16, 0x30];
    private static readonly byte[] Startup = Packet(196608, "user\0ann\0\0");
    private static readonly byte[] Cancel = Packet(80877102, "12345678");

    private readonly ConfigurationFolder _folder = ConfigurationFolder.OfText("{}");
    private string? _fingerprint;
    private Socket _client = null!;
    private WireConnection _connection = null!;

    public async Task InitializeAsync() => (_client, _connection) = await LoopbackPeers.ConnectPairAsync();

    public async Task DisposeAsync()
    {
        await _connection.DisposeAsync();
        _client.Dispose();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_startup_message_is_read_in_any_pieces()
    {
        Task<ClientStartup?> greeting = Greet();
        foreach (byte one in Startup)
            await _client.SendAsync(new[] { one });
        Assert.Equal(Startup, (await greeting.WaitAsync(Patience))!.Packet);
    }

    [Fact]
    public async Task Requests_for_encryption_are_declined_where_there_is_none()
    {
        Task<ClientStartup?> greeting = Greet();
        await _client.SendAsync(GssRequest);
        Assert.Equal("N"u8.ToArray(), await LoopbackPeers.ReadAsync(_client, 1));
        await _client.SendAsync(TlsRequest);
        Assert.Equal("N"u8.ToArray(), await LoopbackPeers.ReadAsync(_client, 1));
        await _client.SendAsync(Startup);
        ClientStartup startup = (await greeting.WaitAsync(Patience))!;
        Assert.Equal(Startup, startup.Packet);
        Assert.Equal("NN"u8.ToArray(), startup.ServerPreface);
        Assert.Equal(Frames.Join(GssRequest, TlsRequest), startup.ClientPreface);
    }

    [Fact]
    public async Task A_second_request_for_GSS_is_a_version_that_does_not_exist()
    {
        Task<ClientStartup?> greeting = Greet();
        await _client.SendAsync(GssRequest);
        await LoopbackPeers.ReadAsync(_client, 1);
        await _client.SendAsync(GssRequest);
        Assert.Equal(GssRequest, (await greeting.WaitAsync(Patience))!.Packet);
    }

    [Fact]
    public async Task What_comes_behind_a_request_before_its_answer_is_never_read()
    {
        await _client.SendAsync(Frames.Join(TlsRequest, Startup));
        Assert.Null(await Greet().WaitAsync(Patience));
    }

    [Fact]
    public async Task A_cancel_request_is_told_from_a_startup()
    {
        await _client.SendAsync(Cancel);
        Assert.Equal(StartupRequest.Cancel, (await Greet().WaitAsync(Patience))!.Header.Request);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(10005)]
    [InlineData(int.MaxValue)]
    [InlineData(-1)]
    public async Task Lengths_that_the_server_would_drop_are_dropped_without_an_answer(int length)
    {
        byte[] packet = [.. Packet(196608, "")];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(packet, length);
        await _client.SendAsync(packet);
        Assert.Null(await Greet().WaitAsync(Patience));
    }

    [Fact]
    public async Task A_client_that_leaves_is_no_client()
    {
        await _client.SendAsync(Startup[..9]);
        _client.Shutdown(SocketShutdown.Send);
        Assert.Null(await Greet().WaitAsync(Patience));
    }

    [Fact]
    public async Task Direct_tls_without_a_certificate_is_dropped()
    {
        await _client.SendAsync(new byte[] { 0x16, 3, 1, 0, 5, 0, 0, 0, 0, 0 });
        Assert.Null(await Greet().WaitAsync(Patience));
    }

    [Fact]
    public async Task A_client_without_tls_is_refused_where_tls_is_required()
    {
        await _client.SendAsync(Startup);
        LoginException refused = await Assert.ThrowsAsync<LoginException>(() => Greet(ClientTlsMode.Require).WaitAsync(Patience));
        Assert.Contains("TLS", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tls_starts_behind_the_request()
    {
        Task<ClientStartup?> greeting = Greet(ClientTlsMode.Require);
        await _client.SendAsync(TlsRequest);
        Assert.Equal("S"u8.ToArray(), await LoopbackPeers.ReadAsync(_client, 1));
        await using SslStream tls = await HandshakeAsync(null);
        await tls.WriteAsync(Startup);
        Assert.Equal(Startup, (await greeting.WaitAsync(Patience))!.Packet);
        Assert.Equal(LinkSecurity.Tls, _connection.Security);
    }

    [Theory]
    [InlineData("postgresql", true)]
    [InlineData(null, false)]
    public async Task Direct_tls_needs_the_protocols_name(string? name, bool accepted)
    {
        Task<ClientStartup?> greeting = Greet(ClientTlsMode.Allow);
        await using SslStream tls = await HandshakeAsync(name);
        await tls.WriteAsync(Startup);
        Assert.Equal(accepted, await greeting.WaitAsync(Patience) is not null);
    }

    /// <summary>Plain text behind the request would otherwise be read as if it had come through TLS (CVE-2021-23214).</summary>
    [Fact]
    public async Task Plain_text_stuffed_behind_the_request_is_never_read()
    {
        Task<ClientStartup?> greeting = Greet(ClientTlsMode.Allow);
        await _client.SendAsync(Frames.Join(TlsRequest, Startup));
        Exception failure = await Assert.ThrowsAnyAsync<Exception>(() => greeting.WaitAsync(Patience));
        Assert.True(failure is AuthenticationException or IOException, failure.ToString());
    }

    [Fact]
    public async Task A_request_for_tls_inside_of_tls_is_a_version_that_does_not_exist()
    {
        Task<ClientStartup?> greeting = Greet(ClientTlsMode.Allow);
        await _client.SendAsync(TlsRequest);
        await LoopbackPeers.ReadAsync(_client, 1);
        await using SslStream tls = await HandshakeAsync(null);
        await tls.WriteAsync(TlsRequest);
        ClientStartup startup = (await greeting.WaitAsync(Patience))!;
        Assert.Equal("1234.5679", startup.Header.Version.ToString());
    }

    private Task<ClientStartup?> Greet(ClientTlsMode mode = ClientTlsMode.Disable)
    {
        EndpointOptions options = Configured.Valid("\"Policies\": []").Endpoints[0];
        ClientTlsOptions tls = mode == ClientTlsMode.Disable ? new ClientTlsOptions() : new ClientTlsOptions { Mode = mode, Certificate = Certificate(), Key = null };
        var endpoint = new SessionEndpoint(options with { ClientTls = tls }, new UpstreamConnector(options.Upstream), ServerCertificate.Load(tls));
        return new ClientGreeting(_connection, endpoint).ReadAsync(CancellationToken.None);
    }

    private string Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        _fingerprint = certificate.GetCertHashString();
        return _folder.Write("cert.pem", Encoding.ASCII.GetBytes(certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem()));
    }

    private async Task<SslStream> HandshakeAsync(string? applicationProtocol)
    {
        var tls = new SslStream(new NetworkStream(_client));
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == _fingerprint,
            ApplicationProtocols = applicationProtocol is null ? null : [new SslApplicationProtocol(applicationProtocol)],
        }).WaitAsync(Patience);
        return tls;
    }

    private static byte[] Packet(int code, string body)
    {
        byte[] text = Encoding.ASCII.GetBytes(body);
        byte[] packet = new byte[8 + text.Length];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(packet, packet.Length);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(packet.AsSpan(4), code);
        text.CopyTo(packet, 8);
        return packet;
    }
}
