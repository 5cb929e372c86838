using System.Net.Sockets;
using WireProxy.Masking;
using WireProxy.Recording;
using WireProxy.Sessions;
using WireProxy.Tests.Sessions.Postgres;

namespace WireProxy.Tests.Sessions;

/// <summary>Every way in which a session ends, with both peers played by hand.</summary>
public sealed class SessionTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly RelayedSession _relayed = RelayedSession.Plain();
    private LoopbackPeers _peers = null!;

    public async Task InitializeAsync() => _peers = await LoopbackPeers.ConnectAsync();

    public async Task DisposeAsync()
    {
        await _peers.DisposeAsync();
        _relayed.Dispose();
    }

    [Fact]
    public async Task Both_directions_flow()
    {
        Task<SessionEnd> running = Run();
        await _peers.Client.SendAsync(Frontend.Query("select 1"));
        Assert.Equal(Frontend.Query("select 1"), await LoopbackPeers.ReadAsync(_peers.Server, 14));
        byte[] answer = Frames.Join(Backend.EmptyQuery, Backend.Ready());
        await _peers.Server.SendAsync(answer);
        Assert.Equal(answer, await LoopbackPeers.ReadAsync(_peers.Client, answer.Length));
        _peers.Client.Shutdown(SocketShutdown.Both);
        _peers.Server.Close();
        await End(running);
    }

    [Fact]
    public async Task A_client_that_closes_lets_the_server_finish()
    {
        Task<SessionEnd> running = Run();
        await _peers.Client.SendAsync(Frontend.Query("delete from t"));
        _peers.Client.Shutdown(SocketShutdown.Send);
        Assert.Equal(Frontend.Query("delete from t"), await LoopbackPeers.ReadToEndAsync(_peers.Server));
        await _peers.Server.SendAsync(Backend.Complete("DELETE 1"));
        _peers.Server.Close();
        SessionEnd end = await End(running);
        Assert.Equal((SessionEndReason.ClientClosed, null), (end.Reason, end.Error));
        Assert.Equal(Backend.Complete("DELETE 1"), await LoopbackPeers.ReadAsync(_peers.Client, Backend.Complete("DELETE 1").Length));
    }

    [Fact]
    public async Task Terminate_is_passed_on_and_ends_the_session()
    {
        Task<SessionEnd> running = Run();
        await _peers.Client.SendAsync(Frontend.Terminate);
        Assert.Equal(Frontend.Terminate, await LoopbackPeers.ReadToEndAsync(_peers.Server));
        _peers.Server.Close();
        Assert.Equal(SessionEndReason.ClientClosed, (await End(running)).Reason);
    }

    [Fact]
    public async Task A_server_that_closes_ends_the_session_behind_its_last_words()
    {
        Task<SessionEnd> running = Run();
        byte[] farewell = Backend.Error("SFATAL", "C57P01");
        await _peers.Server.SendAsync(farewell);
        _peers.Server.Shutdown(SocketShutdown.Send);
        SessionEnd end = await End(running);
        Assert.Equal((SessionEndReason.ServerClosed, null), (end.Reason, end.Error));
        Assert.Equal(farewell, await LoopbackPeers.ReadAsync(_peers.Client, farewell.Length));
    }

    [Fact]
    public async Task A_client_that_closes_inside_a_message_broke_the_protocol()
    {
        Task<SessionEnd> running = Run();
        await _peers.Client.SendAsync(Frontend.Query("select 1")[..7]);
        _peers.Client.Shutdown(SocketShutdown.Send);
        Assert.Equal(SessionEndReason.ClientProtocolViolation, (await End(running)).Reason);
    }

    [Fact]
    public async Task A_server_that_closes_inside_a_message_broke_the_protocol()
    {
        Task<SessionEnd> running = Run();
        await _peers.Client.SendAsync(Frontend.Query("select 1"));
        await LoopbackPeers.ReadAsync(_peers.Server, 14);
        await _peers.Server.SendAsync(Frames.Join(Backend.Row(("a", 1, 1)), Backend.Data("12345")[..9]));
        _peers.Server.Shutdown(SocketShutdown.Send);
        SessionEnd end = await End(running);
        Assert.Equal((SessionEndReason.ServerProtocolViolation, FrameBoundary.Inside), (end.Reason, end.ClientStream));
    }

    [Fact]
    public async Task A_client_that_breaks_the_protocol_is_told_so()
    {
        Task<SessionEnd> running = Run();
        await _peers.Client.SendAsync("?????"u8.ToArray());
        SessionEnd end = await End(running);
        Assert.Equal(
            (SessionEndReason.ClientProtocolViolation, "08P01", FrameBoundary.Between), (end.Reason, end.Error!.SqlState, end.ClientStream));
    }

    [Fact]
    public async Task A_reset_connection_is_a_lost_one()
    {
        Task<SessionEnd> running = Run();
        _peers.Server.Close(timeout: 0);
        Assert.Contains((await End(running)).Reason, (SessionEndReason[])[SessionEndReason.ConnectionLost, SessionEndReason.ServerClosed]);
    }

    [Fact]
    public async Task An_idle_session_stops_when_told()
    {
        Session session = Open();
        Task<SessionEnd> running = Task.Run(session.RunAsync);
        await Task.Delay(50);
        session.RequestStop();
        SessionEnd end = await End(running);
        Assert.Equal(SessionEndReason.Shutdown, end.Reason);
        Assert.NotNull(end.Error);
    }

    [Fact]
    public async Task A_client_that_takes_nothing_does_not_hold_up_the_end()
    {
        Session session = Open();
        Task<SessionEnd> running = Task.Run(session.RunAsync);
        await _peers.Client.SendAsync(Frontend.Query("select 1"));
        Task flooding = FloodAsync(_peers.Server);
        await Task.Delay(300);
        Assert.False(running.IsCompleted);
        session.RequestStop();
        Assert.Equal(SessionEndReason.Shutdown, (await End(running)).Reason);
        _peers.Server.Close();
        await flooding;
    }

    [Fact]
    public async Task Aborting_ends_even_a_stuck_write_at_once()
    {
        Session session = Open();
        Task<SessionEnd> running = Task.Run(session.RunAsync);
        await _peers.Client.SendAsync(Frontend.Query("select 1"));
        Task flooding = FloodAsync(_peers.Server);
        await Task.Delay(300);
        Assert.False(running.IsCompleted);
        session.Abort();
        await End(running);
        _peers.Server.Close();
        await flooding;
    }

    [Theory]
    [InlineData(typeof(RecordingException), SessionEndReason.RecordingFailed)]
    [InlineData(typeof(MaskingException), SessionEndReason.MaskingFailed)]
    internal async Task What_can_not_be_recorded_or_masked_does_not_flow(Type failure, SessionEndReason reason)
    {
        Task<SessionEnd> running = Run();
        _relayed.Recorder.Failure = failure == typeof(MaskingException)
            ? new MaskingException("x")
            : new RecordingException("x", new IOException("disk"));
        await _peers.Client.SendAsync(Frontend.Query("select 1"));
        SessionEnd end = await End(running);
        Assert.Equal(reason, end.Reason);
        Assert.NotNull(end.Error);
        await _peers.ServerConnection.DisposeAsync();
        Assert.Empty(await LoopbackPeers.ReadToEndAsync(_peers.Server));
    }

    [Fact]
    public async Task A_fault_of_the_program_ends_both_directions_before_it_is_reported()
    {
        Task<SessionEnd> running = Run();
        _relayed.Recorder.Failure = new InvalidOperationException("a bug");
        await _peers.Client.SendAsync(Frontend.Query("select 1"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => End(running));
        Assert.Empty(await LoopbackPeers.ReadToEndAsync(_peers.Server));
        Assert.Empty(await LoopbackPeers.ReadToEndAsync(_peers.Client));
    }

    [Fact]
    public async Task A_server_that_closes_while_the_client_waits_for_the_catalog_ends_the_wait()
    {
        using RelayedSession masked = RelayedSession.Masked(MaskedSessionFixture.Policies);
        Task<SessionEnd> running = new Session(
            _peers.ClientConnection, _peers.ServerConnection, masked.ClientRelay, masked.ServerRelay).RunAsync();
        await _peers.Client.SendAsync(Frontend.Query("select ssn from customers"));
        Assert.Equal((byte)'C', (await LoopbackPeers.ReadAsync(_peers.Server, 5))[0]);
        _peers.Server.Close();
        await End(running);
        Assert.Empty(masked.Recorder.FromClient);
    }

    [Fact]
    public async Task A_client_that_goes_while_its_statement_waits_for_the_catalog_has_ended_the_session()
    {
        using RelayedSession masked = RelayedSession.Masked(MaskedSessionFixture.Policies);
        Task<SessionEnd> running = Task.Run(new Session(_peers.ClientConnection, _peers.ServerConnection, masked.ClientRelay, masked.ServerRelay).RunAsync);
        await _peers.Client.SendAsync(Frontend.Query("select ssn from customers"));
        await LoopbackPeers.ReadAsync(_peers.Server, 5);

        _peers.Client.Close();

        Assert.Equal(SessionEndReason.ClientClosed, (await EndUnderFireAsync(running, Backend.Status("TimeZone", "UTC"))).Reason);
    }

    [Fact]
    public async Task A_client_that_goes_while_its_next_command_waits_has_ended_the_session()
    {
        using var gated = MySql.RelayedSession.Gated(new MySql.ScriptedJudge());
        Task<SessionEnd> running = Task.Run(new Session(_peers.ClientConnection, _peers.ServerConnection, gated.ClientRelay, gated.ServerRelay).RunAsync);
        byte[] first = MySql.Command.Query("select 1");
        await _peers.Client.SendAsync(Frames.Join(first, MySql.Command.Query("select 2")));
        Assert.Equal(first, await LoopbackPeers.ReadAsync(_peers.Server, first.Length));
        byte[] columns = Frames.Join(MySql.Answer.Columns(1, 1), MySql.Answer.Column(2, "a"), MySql.Answer.Eof(3));
        await _peers.Server.SendAsync(columns);
        await LoopbackPeers.ReadAsync(_peers.Client, columns.Length);

        _peers.Client.Close();

        byte sequence = 4;
        Assert.Equal(SessionEndReason.ClientClosed, (await EndUnderFireAsync(running, () => MySql.Answer.Row(sequence++, "1"))).Reason);
    }

    [Fact]
    public async Task A_server_that_closes_at_the_clients_good_bye_has_not_ended_the_session()
    {
        // The two ends come at nearly the same time, and either may be seen first.
        for (int round = 0; round < 300; round++)
        {
            await using LoopbackPeers peers = await LoopbackPeers.ConnectAsync();
            using var relayed = MySql.RelayedSession.Plain();
            Task<SessionEnd> running = Task.Run(new Session(peers.ClientConnection, peers.ServerConnection, relayed.ClientRelay, relayed.ServerRelay).RunAsync);
            await peers.Client.SendAsync(MySql.Command.Quit);
            await LoopbackPeers.ReadAsync(peers.Server, MySql.Command.Quit.Length);
            peers.Server.Close();
            Assert.Equal(SessionEndReason.ClientClosed, (await End(running)).Reason);
        }
    }

    private Task<SessionEnd> EndUnderFireAsync(Task<SessionEnd> running, byte[] message) => EndUnderFireAsync(running, () => message);

    /// <summary>The server goes on sending until the session has ended.</summary>
    private async Task<SessionEnd> EndUnderFireAsync(Task<SessionEnd> running, Func<byte[]> message)
    {
        while (await Task.WhenAny(running, Task.Delay(10)) != running)
        {
            try
            {
                await _peers.Server.SendAsync(message());
            }
            catch (SocketException)
            {
                break;
            }
        }
        return await End(running);
    }

    private Session Open() => new(_peers.ClientConnection, _peers.ServerConnection, _relayed.ClientRelay, _relayed.ServerRelay);

    // Outside the context of the test runner, whose few threads other tests may keep busy.
    private Task<SessionEnd> Run() => Task.Run(Open().RunAsync);

    private static Task<SessionEnd> End(Task<SessionEnd> running) => running.WaitAsync(Patience);

    /// <summary>Sends rows until nobody takes them any more.</summary>
    private static async Task FloodAsync(Socket server)
    {
        await LoopbackPeers.ReadAsync(server, Frontend.Query("select 1").Length);
        await server.SendAsync(Backend.Row(("a", 1, 1)));
        byte[] rows = Frames.Join([.. Enumerable.Repeat(Backend.Data(new string('x', 10_000)), 20)]);
        try
        {
            while (true)
                await server.SendAsync(rows);
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // The end that the test waits for.
        }
    }
}
