using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using WireProxy.Admin;
using WireProxy.Configuration;
using WireProxy.Policy;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Messages;
using WireProxy.Recording;
using WireProxy.Sessions;
using WireProxy.Sessions.MySql;
using WireProxy.Tests.Cli;
using WireProxy.Transport;

namespace WireProxy.Tests.Sessions.MySql;

/// <summary>One connection served from its first byte to its last, with the client and the server played by the test.</summary>
internal sealed class ServedConnection : IAsyncDisposable
{
    public const CapabilityFlags ServerCapabilities = Answer.Capabilities | CapabilityFlags.ConnectWithDb | CapabilityFlags.Compress
        | CapabilityFlags.LocalFiles | CapabilityFlags.ConnectAttrs | CapabilityFlags.PluginAuthLenencClientData;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly ConfigurationFolder _folder = ConfigurationFolder.OfText("{}");
    private readonly CancellationTokenSource _stopping = new();
    private Socket? _server;

    private ServedConnection()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
    }

    public Socket Client { get; private set; } = null!;

    public SessionServices Services { get; private set; } = null!;

    public Task Served { get; private set; } = null!;

    public static EndpointOptions Endpoint(int port) => new()
    {
        Name = "my",
        Protocol = EndpointProtocol.MySql,
        Listen = new ListenAddress(new IPEndPoint(IPAddress.Loopback, 0), ListenScope.OneAddress),
        Upstream = new UpstreamOptions { Address = new HostPort("127.0.0.1", port) },
    };

    /// <summary>Accepts the client's connection and starts to serve it.</summary>
    public static async Task<ServedConnection> StartAsync(
        Func<EndpointOptions, EndpointOptions>? change = null, string policies = "", LimitsOptions? limits = null, ClientTlsMode tls = ClientTlsMode.Disable)
    {
        var served = new ServedConnection();
        EndpointOptions options = Endpoint(((IPEndPoint)served._listener.LocalEndPoint!).Port) with { ClientTls = served.Tls(tls) };
        options = change?.Invoke(options) ?? options;
        ProxyOptions all = Tests.Configuration.Configured.Valid($"\"Policies\": [ {policies} ]") with { Limits = limits ?? new LimitsOptions() };
        var metrics = new ProxyMetrics();
        served.Services = new SessionServices(
            all, PolicySnapshot.Compile(all.Policies), new SessionRecording(null, metrics), metrics, NullLogger.Instance, TimeProvider.System);
        var endpoint = new SessionEndpoint(options, new UpstreamConnector(options.Upstream), ServerCertificate.Load(options.ClientTls));
        (served.Client, WireConnection ours) = await LoopbackPeers.ConnectPairAsync();
        var protocol = new MySqlConnection(ours, endpoint, new MySqlServices(served.Services));
        var accepted = new AcceptedConnection(ours, endpoint, served.Services, protocol);
        // Outside the context of the test runner, whose few threads other tests may keep busy.
        served.Served = Task.Run(() => accepted.RunAsync(served._stopping.Token));
        return served;
    }

    /// <summary>Makes the certificate that the proxy, or a server, shows.</summary>
    public string Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return _folder.Write("cert.pem", Encoding.ASCII.GetBytes(certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem()));
    }

    public static byte[] Greeting(CapabilityFlags capabilities = ServerCapabilities, string version = "10.11.19-MariaDB") => Packets.Of(0, new HandshakeV10
    {
        ServerVersion = Encoding.ASCII.GetBytes(version),
        ThreadId = 77,
        ScramblePart1 = "12345678"u8,
        ScramblePart2 = "abcdefghijkl\0"u8,
        Capabilities = capabilities,
        CharacterSet = 45,
        Status = ServerStatus.Autocommit,
        AuthPluginName = "mysql_native_password"u8,
    }.Write(new PayloadWriter()));

    public static byte[] Login(
        CapabilityFlags claimed = ServerCapabilities & ~(CapabilityFlags.Compress | CapabilityFlags.LocalFiles), byte sequence = 1, byte collation = 45, string method = "mysql_native_password") =>
        Packets.Of(sequence, new HandshakeResponse41
        {
            Capabilities = claimed,
            MaxPacketSize = 1 << 24,
            CharacterSet = collation,
            User = "ann"u8,
            AuthResponse = "PROOFPROOF"u8,
            Database = "shop"u8,
            AuthPluginName = Encoding.ASCII.GetBytes(method),
        }.Write(new PayloadWriter()));

    public async Task<Socket> AcceptServerAsync()
    {
        _server = await _listener.AcceptAsync().WaitAsync(Patience);
        return _server;
    }

    /// <summary>Sends the server's greeting; gives the server's side of the connection.</summary>
    public async Task<Socket> GreetAsync(CapabilityFlags capabilities = ServerCapabilities)
    {
        Socket server = await AcceptServerAsync();
        await server.SendAsync(Greeting(capabilities));
        await PacketAsync(Client);
        return server;
    }

    /// <summary>Brings both sides to the end of the login.</summary>
    public async Task<Socket> LoginAsync()
    {
        Socket server = await GreetAsync();
        await Client.SendAsync(Login());
        await PacketAsync(server);
        await server.SendAsync(Answer.Ok(2));
        Assert.Equal(Answer.Ok(2), await PacketAsync(Client));
        return server;
    }

    /// <summary>The client gets this error and nothing else.</summary>
    public async Task AssertRefusedAsync(byte sequence, ushort code, string sqlState)
    {
        byte[] packet = await ReadToEndAsync(Client);
        Assert.Equal(sequence, packet[3]);
        ErrPacket error = ErrPacket.Read(packet.AsSpan(4));
        Assert.Equal((code, sqlState), (error.Code, Encoding.ASCII.GetString(error.SqlState)));
        await EndAsync();
    }

    /// <summary>Nobody listens where the server should be.</summary>
    public static EndpointOptions Nowhere(EndpointOptions options) =>
        options with { Upstream = new UpstreamOptions { Address = new HostPort("127.0.0.1", 1) } };

    public static async Task<byte[]> PacketAsync(Stream peer)
    {
        byte[] header = new byte[PacketHeader.Size];
        await peer.ReadExactlyAsync(header).AsTask().WaitAsync(Patience);
        byte[] payload = new byte[PacketHeader.Read(header).PayloadLength];
        await peer.ReadExactlyAsync(payload).AsTask().WaitAsync(Patience);
        return [.. header, .. payload];
    }

    public static Task<byte[]> PacketAsync(Socket peer) => PacketAsync(new NetworkStream(peer, ownsSocket: false));

    public static async Task<byte[]> ReadToEndAsync(Socket peer) => await LoopbackPeers.ReadToEndAsync(peer).WaitAsync(Patience);

    /// <summary>The connection ends by itself.</summary>
    public Task EndAsync() => Served.WaitAsync(Patience);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _server?.Dispose();
        _listener.Dispose();
        await _stopping.CancelAsync();
        await Served.WaitAsync(Patience);
        _folder.Dispose();
        _stopping.Dispose();
    }

    private ClientTlsOptions Tls(ClientTlsMode mode) =>
        mode == ClientTlsMode.Disable ? new ClientTlsOptions() : new ClientTlsOptions { Mode = mode, Certificate = Certificate() };
}
