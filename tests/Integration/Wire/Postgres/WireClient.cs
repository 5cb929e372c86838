using System.Buffers.Binary;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using WireProxy.Integration.Servers.Postgres;

namespace WireProxy.Integration.Wire.Postgres;

/// <summary>A client that says exactly what a test tells it to, byte for byte, and keeps every byte that it gets.</summary>
internal sealed class WireClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Socket _socket;
    private Stream _stream;

    private WireClient(Socket socket)
    {
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>Everything received in clear or after TLS, in order.</summary>
    public MemoryStream Received { get; } = new();

    public Stream Stream => _stream;

    /// <summary>The body of BackendKeyData, once logged in.</summary>
    public byte[] KeyData { get; set; } = [];

    public int Pid => BinaryPrimitives.ReadInt32BigEndian(KeyData);

    public byte[] CancelKey => KeyData[4..];

    public static async Task<WireClient> ConnectAsync(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return new WireClient(socket);
    }

    /// <summary>Connects and logs in as the user who needs no password.</summary>
    public static async Task<WireClient> LoginAsync(int port, params (string Name, string Value)[] extra)
    {
        WireClient client = await ConnectAsync(port);
        await client.StartAsync(SampleSchema.TrustedUser, "", extra);
        return client;
    }

    /// <summary>Sends the frames in one write.</summary>
    public async Task SendAsync(params byte[][] frames)
    {
        await _stream.WriteAsync(frames.SelectMany(frame => frame).ToArray());
    }

    /// <summary>The next message; null when the peer closed between two messages.</summary>
    public async Task<WireFrame?> ReadFrameAsync()
    {
        var header = new byte[5];
        int got = await FillAsync(header);
        if (got == 0)
            return null;
        Assert.Equal(header.Length, got);
        int length = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(1));
        Assert.InRange(length, 4, 1 << 30);
        var body = new byte[length - 4];
        Assert.Equal(body.Length, await FillAsync(body));
        return new WireFrame((char)header[0], body);
    }

    /// <summary>Single bytes outside the message framing: the answer to SSLRequest.</summary>
    public async Task<int> ReadByteAsync()
    {
        var one = new byte[1];
        return await FillAsync(one) == 0 ? -1 : one[0];
    }

    /// <summary>Messages up to and with the n-th ReadyForQuery.</summary>
    public async Task<List<WireFrame>> ReadUntilReadyAsync(int count = 1)
    {
        var frames = new List<WireFrame>();
        while (count > 0)
        {
            frames.Add(await ReadFrameAsync() ?? throw new EndOfStreamException($"closed after: {Transcript.Of(frames)}"));
            if (frames[^1].Code == 'Z')
                count--;
        }
        return frames;
    }

    /// <summary>Messages up to and with the first of this code.</summary>
    public async Task<List<WireFrame>> ReadUntilAsync(char code)
    {
        var frames = new List<WireFrame>();
        do
            frames.Add(await ReadFrameAsync() ?? throw new EndOfStreamException($"closed after: {Transcript.Of(frames)}"));
        while (frames[^1].Code != code);
        return frames;
    }

    /// <summary>Messages up to the peer's close.</summary>
    public async Task<List<WireFrame>> ReadToEndAsync()
    {
        var frames = new List<WireFrame>();
        while (await ReadFrameAsync() is { } frame)
            frames.Add(frame);
        return frames;
    }

    /// <summary>Keeps whatever arrives, until the peer closes.</summary>
    public async Task DrainAsync()
    {
        var buffer = new byte[65536];
        using var patience = new CancellationTokenSource(Patience);
        int read;
        while ((read = await ReadOrEndAsync(buffer, patience.Token)) > 0)
            Received.Write(buffer, 0, read);
    }

    /// <summary>Sends the frames and reads until the server is ready again.</summary>
    public async Task<List<WireFrame>> ExchangeAsync(params byte[][] frames)
    {
        await SendAsync(frames);
        return await ReadUntilReadyAsync();
    }

    public Task<List<WireFrame>> QueryAsync(string sql) => ExchangeAsync(Frontend.Query(sql));

    /// <summary>True when nothing arrives for a while: for replies that must not be there.</summary>
    public async Task<bool> StaysQuietAsync(int milliseconds = 300)
    {
        for (int waited = 0; waited < milliseconds; waited += 20)
        {
            if (_socket.Available > 0 || _socket.Poll(0, SelectMode.SelectRead))
                return false;
            await Task.Delay(20);
        }
        return true;
    }

    /// <summary>Ends the sending direction, as a client that died would.</summary>
    public void HalfClose() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Asks for TLS, and goes on over it.</summary>
    public async Task<SslStream> RequestTlsAsync(params string[] protocols)
    {
        await SendAsync(Frontend.SslRequest);
        Assert.Equal('S', await ReadByteAsync());
        return await UpgradeAsync(protocols);
    }

    /// <summary>Asks for TLS and starts it in the same segment.</summary>
    public Task<SslStream> GlueTlsAsync()
    {
        _stream = new GluedTlsStream(_stream);
        return UpgradeAsync();
    }

    /// <summary>Goes on over TLS, whatever certificate the peer shows.</summary>
    public async Task<SslStream> UpgradeAsync(params string[] protocols)
    {
        var tls = new SslStream(_stream);
        using var patience = new CancellationTokenSource(Patience);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            ApplicationProtocols = [.. protocols.Select(name => new SslApplicationProtocol(name))],
#pragma warning disable CA5359 // The certificate is the subject of other tests.
            RemoteCertificateValidationCallback = (_, _, _, _) => true,
#pragma warning restore CA5359
        }, patience.Token);
        _stream = tls;
        return tls;
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async Task<int> FillAsync(byte[] target)
    {
        using var patience = new CancellationTokenSource(Patience);
        int got = 0;
        while (got < target.Length)
        {
            int read = await ReadOrEndAsync(target.AsMemory(got), patience.Token);
            if (read == 0)
                break;
            Received.Write(target, got, read);
            got += read;
        }
        return got;
    }

    // A reset is an end, too: a peer that closes with unread bytes in its socket sends one.
    private async Task<int> ReadOrEndAsync(Memory<byte> target, CancellationToken cancellation)
    {
        try
        {
            return await _stream.ReadAsync(target, cancellation);
        }
        catch (IOException error) when (error.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            return 0;
        }
    }
}
