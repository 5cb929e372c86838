using System.Buffers.Binary;
using System.Net.Security;
using System.Net.Sockets;
using WireProxy.Integration.Servers.Postgres;

namespace WireProxy.Integration.Wire.Postgres;

/// <summary>A PostgreSQL client without a will of its own.</summary>
internal sealed class WireClient : WireConnection
{
    private WireClient(Socket socket)
        : base(socket)
    {
    }

    /// <summary>The body of BackendKeyData, once logged in.</summary>
    public byte[] KeyData { get; set; } = [];

    public int Pid => BinaryPrimitives.ReadInt32BigEndian(KeyData);

    public byte[] CancelKey => KeyData[4..];

    public static async Task<WireClient> ConnectAsync(int port) => new(await OpenAsync(port));

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
        await Stream.WriteAsync(Bytes.Join(frames));
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

    /// <summary>Sends the frames and reads until the server is ready again.</summary>
    public async Task<List<WireFrame>> ExchangeAsync(params byte[][] frames)
    {
        await SendAsync(frames);
        return await ReadUntilReadyAsync();
    }

    public Task<List<WireFrame>> QueryAsync(string sql) => ExchangeAsync(Frontend.Query(sql));

    /// <summary>Asks for TLS, and goes on over it.</summary>
    public async Task<SslStream> RequestTlsAsync(params string[] protocols)
    {
        await SendAsync(Frontend.SslRequest);
        Assert.Equal('S', await ReadByteAsync());
        return await UpgradeAsync(protocols);
    }

    /// <summary>Asks for TLS and starts it in the same segment.</summary>
    public Task<SslStream> GlueTlsAsync() => UpgradeAsync(new GluedTlsStream(Stream, Frontend.SslRequest, (byte)'S'));
}
