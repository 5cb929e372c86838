using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using WireProxy.Transport.Epoll;

namespace WireProxy.Transport;

/// <summary>
/// One socket with its pipes. Everything above sees only <see cref="Input"/> and <see cref="Output"/>: plain connections
/// are served by an epoll loop where the system has it, TLS by a stream.
/// </summary>
internal sealed class WireConnection : IAsyncDisposable
{
    private static readonly TimeSpan FarewellPatience = TimeSpan.FromSeconds(1);

    // Idle connections hold no buffer (zero-byte reads), so busy ones can afford one that carries a bulk result.
    private static readonly StreamPipeReaderOptions ReaderOptions =
        new(bufferSize: 32 * 1024, minimumReadSize: 4 * 1024, leaveOpen: true, useZeroByteReads: true);

    private static readonly StreamPipeWriterOptions WriterOptions = new(minimumBufferSize: 4 * 1024, leaveOpen: true);

    private Socket _socket;
    private EpollSocket? _watched;
    private Stream? _stream;

    /// <param name="socket">Connected; owned from here on.</param>
    /// <param name="affinity">A connection whose traffic belongs to this one's, so that one thread serves both.</param>
    public WireConnection(Socket socket, WireConnection? affinity = null)
    {
        _socket = socket;
        _socket.NoDelay = true;
        if (OperatingSystem.IsLinux())
            Watch(affinity?.Loop ?? EpollLoop.Next());
        else
            Open(new NetworkStream(socket, ownsSocket: false));
    }

    /// <summary>Connects to a server, on the thread that serves <paramref name="affinity"/>.</summary>
    /// <exception cref="SocketException">The server can not be reached.</exception>
    public static async Task<WireConnection> ConnectAsync(IPEndPoint server, WireConnection? affinity, CancellationToken cancellationToken)
    {
        var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        WireConnection? connection = null;
        try
        {
            if (!OperatingSystem.IsLinux())
            {
                await socket.ConnectAsync(server, cancellationToken);
                return new WireConnection(socket, affinity);
            }
            // The runtime's own asynchronous connect would make its event loop watch the socket, too, for as long as it lives.
            StartConnect(socket, server);
            connection = new WireConnection(socket, affinity);
            await connection._watched!.Writer.WhenWritableAsync().AsTask().WaitAsync(cancellationToken);
            int error = (int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)!;
            return error == 0 ? connection : throw new SocketException(error);
        }
        catch
        {
            if (connection is not null)
                await connection.DisposeAsync();
            socket.Dispose();
            throw;
        }
    }

    public PipeReader Input { get; private set; } = null!;

    public PipeWriter Output { get; private set; } = null!;

    public LinkSecurity Security { get; private set; }

    /// <summary>The peer has closed its side, whether or not that was read yet; not known under TLS.</summary>
    public bool PeerHasShutDown => _watched?.Reader.PeerHasShutDown ?? false;

    public string RemoteAddress => _socket.RemoteEndPoint?.ToString() ?? "unknown";

    private EpollLoop? Loop { get; set; }

    /// <summary>
    /// Answers a client's TLS handshake. Bytes that arrived early are its first input: they must never be read as plain
    /// text (CVE-2021-23214).
    /// </summary>
    /// <param name="options">Certificate, versions and ALPN.</param>
    /// <param name="cancellationToken">Ends a handshake that takes too long.</param>
    public async Task<SslStream> AcceptTlsAsync(SslServerAuthenticationOptions options, CancellationToken cancellationToken)
    {
        SslStream tls = await WrapAsync();
        await tls.AuthenticateAsServerAsync(options, cancellationToken);
        Open(tls);
        Security = LinkSecurity.Tls;
        return tls;
    }

    /// <summary>Starts TLS towards a server.</summary>
    public async Task StartTlsAsync(SslClientAuthenticationOptions options, CancellationToken cancellationToken)
    {
        SslStream tls = await WrapAsync();
        await tls.AuthenticateAsClientAsync(options, cancellationToken);
        Open(tls);
        Security = LinkSecurity.Tls;
    }

    /// <summary>Tells the peer that no more bytes will come, while its own may still arrive.</summary>
    public void ShutdownSend() => Shutdown(SocketShutdown.Send);

    /// <summary>
    /// Ends all waiting reads and writes at once. The descriptor stays open until both directions have let go of it:
    /// closed earlier, its number could name another connection by the time one of them uses it.
    /// </summary>
    public void Abort() => Shutdown(SocketShutdown.Both);

    /// <summary>
    /// Sends a last message and closes in an order that lets the peer read it: bytes that nobody read would make the
    /// system reset the connection and discard the message.
    /// </summary>
    public async Task BidFarewellAsync(ReadOnlyMemory<byte> message)
    {
        using var patience = new CancellationTokenSource(FarewellPatience);
        try
        {
            // A write waits for its peer, not for a token.
            await Output.WriteAsync(message, patience.Token).AsTask().WaitAsync(patience.Token);
            ShutdownSend();
            while (true)
            {
                ReadResult read = await Input.ReadAsync(patience.Token);
                Input.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                    return;
            }
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // The peer did not wait for it.
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Input.CompleteAsync();
            await Output.CompleteAsync();
            if (_stream is not null)
                await _stream.DisposeAsync();
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Unsent bytes of a dead peer.
        }
        _watched?.Detach();
        _socket.Dispose();
    }

    private async Task<SslStream> WrapAsync()
    {
        byte[] early = [];
        if (Input.TryRead(out ReadResult read))
        {
            early = System.Buffers.BuffersExtensions.ToArray(read.Buffer);
            Input.AdvanceTo(read.Buffer.End);
        }
        await Input.CompleteAsync();
        await Output.CompleteAsync();
        if (_watched is { } watched)
            LeaveLoop(watched);
        _stream ??= new NetworkStream(_socket, ownsSocket: false);
        return new SslStream(early.Length == 0 ? _stream : new PrefixedStream(early, _stream));
    }

    private static void StartConnect(Socket socket, IPEndPoint server)
    {
        socket.Blocking = false;
        try
        {
            socket.Connect(server);
        }
        catch (SocketException pending) when (pending.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
        {
            // The loop says when it is done.
        }
    }

    private void Watch(EpollLoop loop)
    {
        _socket.Blocking = false;
        _watched = new EpollSocket((int)_socket.Handle, loop);
        Loop = loop;
        Input = _watched.Reader;
        Output = _watched.Writer;
    }

    /// <summary>
    /// Hands the socket over to the runtime's streams. They want a blocking one that knows it is connected, which one that
    /// was connected through the loop does not, so they get a new one over the same connection.
    /// </summary>
    private void LeaveLoop(EpollSocket watched)
    {
        watched.Detach();
        _watched = null;
        int descriptor = LinuxCalls.Duplicate(watched.Descriptor);
        if (descriptor < 0)
            throw new IOException($"duplicating a socket failed: {Marshal.GetLastPInvokeErrorMessage()}");
        _socket.Dispose();
        _socket = new Socket(new SafeSocketHandle(descriptor, ownsHandle: true)) { Blocking = true };
    }

    private void Open(Stream stream)
    {
        _stream = stream;
        Input = PipeReader.Create(stream, ReaderOptions);
        Output = PipeWriter.Create(stream, WriterOptions);
    }

    private void Shutdown(SocketShutdown how)
    {
        try
        {
            _socket.Shutdown(how);
        }
        catch (SocketException)
        {
            // The peer is gone already; the pumps see the same.
        }
        catch (ObjectDisposedException)
        {
            // So is this connection.
        }
    }
}

/// <summary>Whether a link is encrypted.</summary>
internal enum LinkSecurity : byte
{
    Plain,
    Tls,
}
