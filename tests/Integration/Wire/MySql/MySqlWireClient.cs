using System.Net.Security;
using System.Net.Sockets;

namespace WireProxy.Integration.Wire.MySql;

/// <summary>A MySQL client without a will of its own.</summary>
internal sealed class MySqlWireClient : WireConnection
{
    private MySqlWireClient(Socket socket)
        : base(socket)
    {
    }

    public Greeting Greeting { get; private set; } = null!;

    /// <summary>What both sides agreed on; decides how replies are read.</summary>
    public Capabilities Capabilities { get; set; }

    /// <summary>The sequence number after the last packet that was read.</summary>
    public int NextSequence { get; private set; }

    public static async Task<MySqlWireClient> ConnectAsync(int port) => new(await OpenAsync(port));

    /// <summary>Connects and logs in, by default as the user who needs no password.</summary>
    public static async Task<MySqlWireClient> LoginAsync(int port, LoginOptions? options = null)
    {
        MySqlWireClient client = await ConnectAsync(port);
        await client.StartAsync(options ?? new LoginOptions());
        return client;
    }

    public async Task<Greeting> ReadGreetingAsync()
    {
        WirePacket packet = await ReadPacketAsync() ?? throw new EndOfStreamException("closed before the greeting");
        if (packet.IsError)
            throw new InvalidOperationException($"no greeting: {WireError.From(packet.Payload)} {WireError.From(packet.Payload).Message}");
        return Greeting = Greeting.From(packet.Payload);
    }

    /// <summary>Sends bytes as they are.</summary>
    public async Task SendRawAsync(params byte[][] parts) => await Stream.WriteAsync(Bytes.Join(parts));

    /// <summary>Sends command payloads in one write, each a packet of its own with sequence number 0.</summary>
    public async Task SendAsync(params byte[][] payloads) => await SendRawAsync([.. payloads.Select(payload => PacketBuffer.Frame(payload))]);

    /// <summary>Sends the next packet of an exchange.</summary>
    public Task SendNextAsync(byte[] payload) => SendRawAsync(PacketBuffer.Frame(payload, NextSequence));

    /// <summary>The next payload; null when the peer closed between two packets.</summary>
    public async Task<WirePacket?> ReadPacketAsync()
    {
        byte[] payload = [];
        int first = -1, chunks = 0;
        while (true)
        {
            var header = new byte[4];
            int got = await FillAsync(header);
            if (got == 0 && chunks == 0)
                return null;
            if (got < header.Length)
                throw new EndOfStreamException($"closed within a packet after {payload.Length} bytes");
            int length = header[0] | (header[1] << 8) | (header[2] << 16);
            if (first >= 0 && header[3] != (byte)(first + chunks))
                throw new InvalidDataException($"chunk {chunks} has sequence number {header[3]}, the first {first}");
            first = first < 0 ? header[3] : first;
            chunks++;
            var body = new byte[length];
            if (await FillAsync(body) < length)
                throw new EndOfStreamException($"closed within a packet of {length} bytes");
            payload = payload.Length == 0 ? body : Bytes.Join([payload, body]);
            if (length == 0xFFFFFF)
                continue;
            NextSequence = (first + chunks) & 0xFF;
            return new WirePacket(first, payload, chunks);
        }
    }

    /// <summary>Packets up to the peer's close.</summary>
    public async Task<List<WirePacket>> ReadToEndAsync()
    {
        var packets = new List<WirePacket>();
        while (await ReadPacketAsync() is { } packet)
            packets.Add(packet);
        return packets;
    }

    /// <summary>Asks for TLS in the same segment in which it starts.</summary>
    public Task<SslStream> GlueTlsAsync(byte[] request) => UpgradeAsync(new GluedTlsStream(Stream, request));
}
