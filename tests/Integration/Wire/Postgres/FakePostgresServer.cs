using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace WireProxy.Integration.Wire.Postgres;

/// <summary>A server that does what a test's script says, for what no real server would do.</summary>
internal sealed class FakePostgresServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Func<FakeServerConnection, Task> _script;
    private readonly Task _accepting;

    public FakePostgresServer(Func<FakeServerConnection, Task> script)
    {
        _script = script;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public ConcurrentQueue<FakeServerConnection> Connections { get; } = new();

    /// <summary>What went wrong inside scripts: assertions on what the proxy sent.</summary>
    public ConcurrentQueue<Exception> Failures { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stopping.Dispose();
        if (Failures.TryDequeue(out Exception? failure))
            throw new InvalidOperationException("the fake server met something it must not meet", failure);
    }

    private async Task AcceptAsync()
    {
        var running = new List<Task>();
        try
        {
            while (true)
                running.Add(RunAsync(await _listener.AcceptSocketAsync(_stopping.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(running);
        }
    }

    private async Task RunAsync(Socket socket)
    {
        socket.NoDelay = true;
        await using var connection = new FakeServerConnection(socket, _stopping.Token);
        Connections.Enqueue(connection);
        try
        {
            await _script(connection);
        }
        catch (Exception error) when (error is IOException or SocketException or OperationCanceledException or EndOfStreamException)
        {
            // The proxy went away in the middle of the script: its right.
        }
        catch (Exception failure)
        {
            Failures.Enqueue(failure);
        }
    }
}

/// <summary>The proxy as one of its servers sees it.</summary>
internal sealed class FakeServerConnection(Socket socket, CancellationToken cancellation) : IAsyncDisposable
{
    private readonly NetworkStream _stream = new(socket, ownsSocket: true);
    private readonly MemoryStream _received = new();

    /// <summary>Every byte that the proxy sent.</summary>
    public byte[] Received => _received.ToArray();

    public Task SendAsync(params byte[][] frames) =>
        _stream.WriteAsync(frames.SelectMany(frame => frame).ToArray(), cancellation).AsTask();

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

    /// <summary>Reads until the proxy closes; the bytes since the call.</summary>
    public async Task<byte[]> ReadToEndAsync()
    {
        long before = _received.Length;
        var buffer = new byte[4096];
        int read;
        while ((read = await _stream.ReadAsync(buffer, cancellation)) > 0)
            _received.Write(buffer, 0, read);
        return _received.ToArray()[(int)before..];
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async Task<byte[]> ReadAsync(int count)
    {
        var bytes = new byte[count];
        await _stream.ReadExactlyAsync(bytes, cancellation);
        _received.Write(bytes);
        return bytes;
    }
}
