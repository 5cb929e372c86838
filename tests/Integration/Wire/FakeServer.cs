using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace WireProxy.Integration.Wire;

/// <summary>A server that does what a test's script says, for what no real server would do.</summary>
internal abstract class FakeServer<TConnection> : IAsyncDisposable
    where TConnection : FakeConnection
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<Task> _running = new();
    private readonly Func<Socket, CancellationToken, TConnection> _open;
    private readonly Func<TConnection, Task> _script;
    private readonly Task _accepting;

    protected FakeServer(Func<Socket, CancellationToken, TConnection> open, Func<TConnection, Task> script)
    {
        _open = open;
        _script = script;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public ConcurrentQueue<TConnection> Connections { get; } = new();

    /// <summary>What went wrong inside scripts: assertions on what the proxy sent.</summary>
    public ConcurrentQueue<Exception> Failures { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stopping.Dispose();
        ThrowFailure();
    }

    /// <summary>Waits until the proxy has closed the connections so far, and throws what went wrong in them.</summary>
    public async Task SettleAsync()
    {
        await Task.WhenAll(_running).WaitAsync(Patience);
        ThrowFailure();
    }

    private void ThrowFailure()
    {
        if (Failures.TryDequeue(out Exception? failure))
            throw new InvalidOperationException("the fake server met something it must not meet", failure);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _running.Enqueue(RunAsync(await _listener.AcceptSocketAsync(_stopping.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(_running);
        }
    }

    private async Task RunAsync(Socket socket)
    {
        socket.NoDelay = true;
        await using TConnection connection = _open(socket, _stopping.Token);
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
internal abstract class FakeConnection(Socket socket, CancellationToken cancellation) : IAsyncDisposable
{
    private readonly NetworkStream _stream = new(socket, ownsSocket: true);
    private readonly MemoryStream _received = new();

    /// <summary>Every byte that the proxy sent.</summary>
    public byte[] Received => _received.ToArray();

    public Task SendAsync(params byte[][] frames) =>
        _stream.WriteAsync(Bytes.Join(frames), cancellation).AsTask();

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

    protected async Task<byte[]> ReadAsync(int count)
    {
        var bytes = new byte[count];
        await _stream.ReadExactlyAsync(bytes, cancellation);
        _received.Write(bytes);
        return bytes;
    }
}
