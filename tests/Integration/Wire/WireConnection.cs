using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace WireProxy.Integration.Wire;

/// <summary>The connection of a client that says exactly what a test tells it to, and keeps every byte that it gets.</summary>
internal abstract class WireConnection(Socket socket) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Everything received in clear or after TLS, in order.</summary>
    public MemoryStream Received { get; } = new();

    public Stream Stream { get; private set; } = new NetworkStream(socket, ownsSocket: true);

    /// <summary>Single bytes outside the message framing; -1 at the end.</summary>
    public async Task<int> ReadByteAsync()
    {
        var one = new byte[1];
        return await FillAsync(one) == 0 ? -1 : one[0];
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

    /// <summary>True when nothing arrives for a while: for replies that must not be there.</summary>
    public async Task<bool> StaysQuietAsync(int milliseconds = 300)
    {
        for (int waited = 0; waited < milliseconds; waited += 20)
        {
            if (socket.Available > 0 || socket.Poll(0, SelectMode.SelectRead))
                return false;
            await Task.Delay(20);
        }
        return true;
    }

    /// <summary>Ends the sending direction, as a client that died would.</summary>
    public void HalfClose() => socket.Shutdown(SocketShutdown.Send);

    /// <summary>Goes on over TLS, whatever certificate the peer shows.</summary>
    public Task<SslStream> UpgradeAsync(params string[] protocols) => UpgradeAsync(Stream, protocols);

    public ValueTask DisposeAsync() => Stream.DisposeAsync();

    protected static async Task<Socket> OpenAsync(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return socket;
    }

    protected async Task<SslStream> UpgradeAsync(Stream inner, params string[] protocols)
    {
        var tls = new SslStream(inner);
        using var patience = new CancellationTokenSource(Patience);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            ApplicationProtocols = [.. protocols.Select(name => new SslApplicationProtocol(name))],
#pragma warning disable CA5359 // The certificate is the subject of other tests.
            RemoteCertificateValidationCallback = (_, _, _, _) => true,
#pragma warning restore CA5359
        }, patience.Token);
        Stream = tls;
        return tls;
    }

    /// <summary>Fills the target as far as the peer goes; the count of bytes read.</summary>
    protected async Task<int> FillAsync(byte[] target)
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
            return await Stream.ReadAsync(target, cancellation);
        }
        catch (IOException error) when (error.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            return 0;
        }
    }
}
