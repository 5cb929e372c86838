using System.Net.Sockets;

namespace WireProxy.Integration.Wire.MySql;

/// <summary>A MySQL server that does what a test's script says.</summary>
internal sealed class FakeMySqlServer(Func<FakeMySqlConnection, Task> script)
    : FakeServer<FakeMySqlConnection>((socket, cancellation) => new FakeMySqlConnection(socket, cancellation), script);

/// <summary>One of its connections.</summary>
internal sealed class FakeMySqlConnection(Socket socket, CancellationToken cancellation) : FakeConnection(socket, cancellation)
{
    /// <summary>What the client of this connection asked for in its login.</summary>
    public Capabilities Capabilities { get; private set; }

    /// <summary>The next payload from the proxy.</summary>
    public async Task<WirePacket> ReadPacketAsync()
    {
        byte[] payload = [];
        for (int chunks = 1, first = -1; ; chunks++)
        {
            byte[] header = await ReadAsync(4);
            int length = header[0] | (header[1] << 8) | (header[2] << 16);
            first = first < 0 ? header[3] : first;
            payload = [.. payload, .. await ReadAsync(length)];
            if (length < 0xFFFFFF)
                return new WirePacket(first, payload, chunks);
        }
    }

    /// <summary>Greets, and lets the proxy's client in without a password.</summary>
    public async Task AcceptLoginAsync(Capabilities offered = ServerPackets.Offered)
    {
        await SendAsync(PacketBuffer.Frame(ServerPackets.Greeting(offered)));
        WirePacket response = await ReadPacketAsync();
        var cursor = new PayloadCursor(response.Payload);
        ulong capabilities = cursor.Int(4);
        cursor.Take(24);
        ulong extended = cursor.Int(4);
        Capabilities = (Capabilities)((capabilities & 1) == 0 ? capabilities | (extended << 32) : capabilities);
        await SendAsync(PacketBuffer.Frame(ServerPackets.Ok(), response.NextSequence));
    }

    /// <summary>Answers a request with payloads that count on from it.</summary>
    public Task AnswerAsync(WirePacket request, params byte[][] payloads) => SendAsync(ServerPackets.Packets(request.NextSequence, payloads));
}
