using System.IO.Pipelines;
using System.Net.Security;
using System.Net.Sockets;

namespace WireProxy.Transport;

/// <summary>
/// One socket with its pipes. Everything above sees only <see cref="Input"/> and <see cref="Output"/>, before and after
/// TLS, so another transport can take this one's place.
/// </summary>
internal sealed class WireConnection : IAsyncDisposable
{
    // Idle connections hold no buffer (zero-byte reads), so busy ones can afford one that carries a bulk result.
    private static readonly StreamPipeReaderOptions ReaderOptions =
        new(bufferSize: 32 * 1024, minimumReadSize: 4 * 1024, leaveOpen: true, useZeroByteReads: true);

    private static readonly StreamPipeWriterOptions WriterOptions = new(minimumBufferSize: 4 * 1024, leaveOpen: true);

    private static readonly TimeSpan FarewellPatience = TimeSpan.FromSeconds(1);

    private readonly Socket _socket;
    private Stream _stream;

    public WireConnection(Socket socket)
    {
        _socket = socket;
        _socket.NoDelay = true;
        _stream = new NetworkStream(socket, ownsSocket: false);
        Open(_stream);
    }

    public PipeReader Input { get; private set; } = null!;

    public PipeWriter Output { get; private set; } = null!;

    public LinkSecurity Security { get; private set; }

    public string RemoteAddress => _socket.RemoteEndPoint?.ToString() ?? "unknown";

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

    /// <summary>Starts TLS towards a server. Bytes that arrived before the handshake are refused (CVE-2021-23222).</summary>
    public async Task StartTlsAsync(SslClientAuthenticationOptions options, CancellationToken cancellationToken)
    {
        SslStream tls = await WrapAsync();
        await tls.AuthenticateAsClientAsync(options, cancellationToken);
        Open(tls);
        Security = LinkSecurity.Tls;
    }

    /// <summary>Tells the peer that no more bytes will come, while its own may still arrive.</summary>
    public void ShutdownSend()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The peer is gone already; its pump sees the same.
        }
        catch (ObjectDisposedException)
        {
        }
    }

    /// <summary>
    /// Sends a last message and closes in an order that lets the peer read it: bytes that nobody read would make the
    /// system reset the connection and discard the message.
    /// </summary>
    public async Task BidFarewellAsync(ReadOnlyMemory<byte> message)
    {
        using var patience = new CancellationTokenSource(FarewellPatience);
        try
        {
            await Output.WriteAsync(message, patience.Token);
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

    /// <summary>Ends all waiting reads and writes at once.</summary>
    public void Abort() => _socket.Dispose();

    public async ValueTask DisposeAsync()
    {
        await Input.CompleteAsync();
        try
        {
            await Output.CompleteAsync();
            await _stream.DisposeAsync();
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Unsent bytes of a dead peer.
        }
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
        Stream transport = early.Length == 0 ? _stream : new PrefixedStream(early, _stream);
        return new SslStream(transport);
    }

    private void Open(Stream stream)
    {
        _stream = stream;
        Input = PipeReader.Create(stream, ReaderOptions);
        Output = PipeWriter.Create(stream, WriterOptions);
    }
}

/// <summary>Whether a link is encrypted.</summary>
internal enum LinkSecurity : byte
{
    Plain,
    Tls,
}
