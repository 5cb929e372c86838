using System.Buffers.Binary;
using System.Net.Sockets;

namespace WireProxy.Integration.Wire.Postgres;

/// <summary>A PostgreSQL server that does what a test's script says.</summary>
internal sealed class FakePostgresServer(Func<FakePostgresConnection, Task> script)
    : FakeServer<FakePostgresConnection>((socket, cancellation) => new FakePostgresConnection(socket, cancellation), script);

/// <summary>One of its connections.</summary>
internal sealed class FakePostgresConnection(Socket socket, CancellationToken cancellation) : FakeConnection(socket, cancellation)
{
    /// <summary>A message of the start-up phase, without its length word.</summary>
    public async Task<byte[]> ReadUntypedAsync()
    {
        byte[] length = await ReadAsync(4);
        return await ReadAsync(BinaryPrimitives.ReadInt32BigEndian(length) - 4);
    }

    /// <summary>The next client message.</summary>
    public async Task<WireFrame> ReadFrameAsync()
    {
        byte[] header = await ReadAsync(5);
        int length = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(1));
        Assert.InRange(length, 4, 1 << 30);
        return new WireFrame((char)header[0], await ReadAsync(length - 4));
    }

    /// <summary>Lets the proxy's client in without a password; TLS is declined.</summary>
    public async Task AcceptLoginAsync()
    {
        while (BinaryPrimitives.ReadInt32BigEndian(await ReadUntypedAsync()) is 80877103 or 80877104)
            await SendAsync("N"u8.ToArray());
        await SendAsync(Backend.LoginDone);
    }
}
