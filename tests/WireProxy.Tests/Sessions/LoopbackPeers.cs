using System.Net;
using System.Net.Sockets;
using WireProxy.Transport;

namespace WireProxy.Tests.Sessions;

/// <summary>A client and a server, both played by the test, with the proxy's two connections between them.</summary>
internal sealed class LoopbackPeers : IAsyncDisposable
{
    private LoopbackPeers((Socket Peer, WireConnection Ours) client, (Socket Peer, WireConnection Ours) server)
    {
        (Client, ClientConnection) = client;
        (Server, ServerConnection) = server;
    }

    public Socket Client { get; }

    public Socket Server { get; }

    public WireConnection ClientConnection { get; }

    public WireConnection ServerConnection { get; }

    public static async Task<LoopbackPeers> ConnectAsync() => new(await ConnectPairAsync(), await ConnectPairAsync());

    public static async Task<(Socket Peer, WireConnection Ours)> ConnectPairAsync()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var peer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await peer.ConnectAsync(listener.LocalEndPoint!);
        return (peer, new WireConnection(await listener.AcceptAsync()));
    }

    /// <summary>Everything up to the end of the stream; empty if it was reset.</summary>
    public static async Task<byte[]> ReadToEndAsync(Socket socket)
    {
        using var received = new MemoryStream();
        byte[] buffer = new byte[64 * 1024];
        try
        {
            while (await socket.ReceiveAsync(buffer) is > 0 and var count)
                received.Write(buffer, 0, count);
        }
        catch (SocketException)
        {
            // Reset: as much an end as any.
        }
        return received.ToArray();
    }

    public static async Task<byte[]> ReadAsync(Socket socket, int length)
    {
        byte[] received = new byte[length];
        for (int at = 0; at < length;)
        {
            int count = await socket.ReceiveAsync(received.AsMemory(at));
            Assert.NotEqual(0, count);
            at += count;
        }
        return received;
    }

    public async ValueTask DisposeAsync()
    {
        await ClientConnection.DisposeAsync();
        await ServerConnection.DisposeAsync();
        Client.Dispose();
        Server.Dispose();
    }
}
