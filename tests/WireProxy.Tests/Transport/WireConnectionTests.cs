using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using WireProxy.Tests.Sessions;
using WireProxy.Transport;

namespace WireProxy.Tests.Transport;

public sealed class WireConnectionTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private Socket _peer = null!;
    private WireConnection _connection = null!;

    public async Task InitializeAsync() => (_peer, _connection) = await LoopbackPeers.ConnectPairAsync();

    public async Task DisposeAsync()
    {
        await _connection.DisposeAsync();
        _peer.Dispose();
    }

    [Fact]
    public async Task Bytes_arrive_in_order_and_the_end_behind_them()
    {
        byte[] sent = new byte[3_000_000];
        new Random(1).NextBytes(sent);
        Task sending = Task.Run(async () =>
        {
            for (int at = 0; at < sent.Length; at += 60_000)
                await _peer.SendAsync(sent.AsMemory(at, Math.Min(60_000, sent.Length - at)));
            _peer.Shutdown(SocketShutdown.Send);
        });
        var received = new List<byte>();
        while (true)
        {
            ReadResult read = await _connection.Input.ReadAsync().AsTask().WaitAsync(Patience);
            foreach (ReadOnlyMemory<byte> segment in read.Buffer)
                received.AddRange(segment.Span);
            _connection.Input.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                break;
        }
        await sending;
        Assert.Equal(sent, received);
    }

    [Fact]
    public async Task What_is_not_consumed_comes_again_with_what_follows()
    {
        await _peer.SendAsync("abc"u8.ToArray());
        ReadResult read = await _connection.Input.ReadAtLeastAsync(3);
        _connection.Input.AdvanceTo(read.Buffer.GetPosition(1), read.Buffer.End);
        ValueTask<ReadResult> waiting = _connection.Input.ReadAsync();
        await Task.Delay(50);
        Assert.False(waiting.IsCompleted);
        await _peer.SendAsync("d"u8.ToArray());
        Assert.Equal("bcd"u8.ToArray(), System.Buffers.BuffersExtensions.ToArray((await waiting).Buffer));
    }

    [Fact]
    public async Task A_write_that_the_peer_does_not_take_waits_and_then_goes_on()
    {
        byte[] sent = new byte[20_000_000];
        new Random(2).NextBytes(sent);
        Task writing = _connection.Output.WriteAsync(sent).AsTask();
        await Task.Delay(100);
        Assert.False(writing.IsCompleted);
        Assert.Equal(sent, await LoopbackPeers.ReadAsync(_peer, sent.Length).WaitAsync(Patience));
        await writing.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_cancelled_wait_ends_without_data()
    {
        ValueTask<ReadResult> waiting = _connection.Input.ReadAsync();
        _connection.Input.CancelPendingRead();
        Assert.True((await waiting.AsTask().WaitAsync(Patience)).IsCanceled);
        _connection.Input.AdvanceTo(default);
        _connection.Input.CancelPendingRead();
        Assert.True((await _connection.Input.ReadAsync().AsTask().WaitAsync(Patience)).IsCanceled);
    }

    [Fact]
    public async Task A_wait_with_a_token_ends_when_the_token_does()
    {
        using var ending = new CancellationTokenSource(50);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _connection.Input.ReadAsync(ending.Token).AsTask().WaitAsync(Patience));
    }

    /// <summary>The loop may be serving a wake-up that brought nothing when the wait is cancelled.</summary>
    [Fact]
    public async Task A_cancel_is_not_lost_while_bytes_arrive()
    {
        using var ended = new CancellationTokenSource();
        Task noise = Task.Run(async () =>
        {
            while (!ended.IsCancellationRequested)
                await _peer.SendAsync("x"u8.ToArray());
        });
        for (int round = 0; round < 2000; round++)
        {
            Task cancelling = Task.Run(_connection.Input.CancelPendingRead);
            while (true)
            {
                ReadResult read = await _connection.Input.ReadAsync().AsTask().WaitAsync(Patience);
                bool cancelled = read.IsCanceled;
                _connection.Input.AdvanceTo(read.Buffer.End);
                if (cancelled)
                    break;
            }
            await cancelling;
        }
        await ended.CancelAsync();
        await noise;
    }

    [Fact]
    public async Task Disposing_twice_leaves_the_connection_alone_that_came_after()
    {
        (Socket peer, WireConnection gone) = await LoopbackPeers.ConnectPairAsync();
        peer.Dispose();
        await gone.DisposeAsync();
        await using LoopbackPeers next = await LoopbackPeers.ConnectAsync();
        Task<ReadResult>[] waiting = [next.ClientConnection.Input.ReadAsync().AsTask(), next.ServerConnection.Input.ReadAsync().AsTask()];
        await gone.DisposeAsync();
        await next.Client.SendAsync("x"u8.ToArray());
        await next.Server.SendAsync("y"u8.ToArray());
        Assert.All(await Task.WhenAll(waiting).WaitAsync(Patience), read => Assert.Equal(1, read.Buffer.Length));
    }

    [Fact]
    public async Task Aborting_ends_reads_and_writes()
    {
        Task<ReadResult> reading = _connection.Input.ReadAsync().AsTask();
        Task writing = _connection.Output.WriteAsync(new byte[20_000_000]).AsTask();
        await Task.Delay(50);
        _connection.Abort();
        await reading.WaitAsync(Patience).ContinueWith(_ => { }, TaskScheduler.Default);
        await Assert.ThrowsAnyAsync<IOException>(() => writing.WaitAsync(Patience));
        Assert.True(reading.IsCompleted);
    }

    [Fact]
    public async Task A_farewell_reaches_a_peer_that_was_still_sending()
    {
        await _peer.SendAsync(new byte[100_000]);
        Task farewell = _connection.BidFarewellAsync("goodbye"u8.ToArray());
        Assert.Equal("goodbye"u8.ToArray(), await LoopbackPeers.ReadToEndAsync(_peer).WaitAsync(Patience));
        _peer.Close();
        await farewell.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_farewell_to_a_peer_that_takes_nothing_has_an_end()
    {
        Task stuck = _connection.Output.WriteAsync(new byte[20_000_000]).AsTask();
        await Task.Delay(50);
        Assert.False(stuck.IsCompleted);
        (Socket peer, WireConnection connection) = await LoopbackPeers.ConnectPairAsync();
        await using WireConnection owned = connection;
        using Socket silent = peer;
        await connection.BidFarewellAsync(new byte[20_000_000]).WaitAsync(Patience);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_socket_failure()
    {
        using var closed = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        closed.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await Assert.ThrowsAsync<SocketException>(
            () => WireConnection.ConnectAsync((IPEndPoint)closed.LocalEndPoint!, null, CancellationToken.None).WaitAsync(Patience));
    }
}
