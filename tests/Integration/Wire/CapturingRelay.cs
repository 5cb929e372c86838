using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace WireProxy.Integration.Wire;

/// <summary>A relay that understands nothing and writes down every byte: the witness against whom recordings are compared.</summary>
internal sealed class CapturingRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<CapturedConnection> _connections = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly int _target;
    private readonly Task _accepting;

    public CapturingRelay(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The connections so far, in order of arrival.</summary>
    public IReadOnlyList<CapturedConnection> Connections => [.. _connections];

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var running = new List<Task>();
        try
        {
            while (true)
            {
                Socket client = await _listener.AcceptSocketAsync(_stopping.Token);
                var connection = new CapturedConnection();
                _connections.Enqueue(connection);
                running.Add(connection.RunAsync(client, _target, _stopping.Token));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(running);
        }
    }
}

/// <summary>Both directions of one relayed connection.</summary>
internal sealed class CapturedConnection
{
    private readonly ConcurrentQueue<byte[]> _fromClient = new();
    private readonly ConcurrentQueue<byte[]> _fromServer = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public byte[] FromClient => Bytes.Join([.. _fromClient]);

    public byte[] FromServer => Bytes.Join([.. _fromServer]);

    /// <summary>What came from the server since the last call.</summary>
    public byte[] TakeFromServer()
    {
        var parts = new List<byte[]>();
        while (_fromServer.TryDequeue(out byte[]? part))
            parts.Add(part);
        return Bytes.Join(parts);
    }

    /// <summary>The relay's own address towards its target, which is what the target knows of the client.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Completes when both directions are closed.</summary>
    public Task Ended => _ended.Task;

    public async Task RunAsync(Socket client, int target, CancellationToken cancellation)
    {
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        using (client)
        {
            await server.ConnectAsync(IPAddress.Loopback, target, cancellation);
            Address = server.LocalEndPoint!.ToString()!;
            await Task.WhenAll(PumpAsync(client, server, _fromClient, cancellation), PumpAsync(server, client, _fromServer, cancellation));
        }
        _ended.TrySetResult();
    }

    private static async Task PumpAsync(Socket from, Socket to, ConcurrentQueue<byte[]> capture, CancellationToken cancellation)
    {
        var buffer = new byte[65536];
        try
        {
            int read;
            while ((read = await from.ReceiveAsync(buffer, cancellation)) > 0)
            {
                capture.Enqueue(buffer[..read]);
                await to.SendAsync(buffer.AsMemory(0, read), cancellation);
            }
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // A reset ends this direction; the other one ends by itself.
        }
    }
}
