using System.Runtime.InteropServices;
using WireProxy.Protocols.MySql;
using WireProxy.Protocols.MySql.Commands;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Messages;
using WireProxy.Sessions;

namespace WireProxy.Tests.Sessions.MySql;

/// <summary>What no policy is about leaves as it came, however it arrives.</summary>
public sealed class TransparencyTests
{
    private static readonly byte[] FromClient = Packets.Join(
        Command.Query("select 1"), Command.Prepare("select ?"), Command.Execute(7), Command.LongData(7, "abc"), Command.Close(7), Command.Ping,
        Command.Of(CommandCode.Statistics), Command.InitDb("shop"), Command.Fetch(7), Command.Of(CommandCode.SetOption, 0, 0),
        Command.Query(new string('x', 3000)), Command.ResetConnection);

    private static readonly byte[] FromServer = Packets.Join(
        Answer.Result("a", "1", null, ""), Answer.PrepareOk(7), Answer.Result("a", new string('x', 3000)), Answer.Ok(), Packets.Of(1, "Uptime: 1"),
        Answer.Ok(), Packets.Join(Answer.Row(1, "x"), Answer.Eof(2)), Answer.Eof(1),
        Packets.Join(Answer.Ok(1, ServerStatus.MoreResultsExist), Answer.Err(2)), Answer.Ok());

    public static TheoryData<string> Sessions => ["plain", "gated"];

    [Theory]
    [MemberData(nameof(Sessions))]
    public void A_whole_stream_passes_unchanged(string kind)
    {
        using RelayedSession session = Open(kind);
        Play(session, FromClient, FromServer, out byte[] toServer, out byte[] toClient);
        Assert.Equal(FromClient, toServer);
        Assert.Equal(FromServer, toClient);
        Assert.Equal(FromClient, session.Recorder.FromClient);
        Assert.Equal(FromServer, session.Recorder.ToClient);
    }

    [Fact]
    public void Split_at_every_position_it_passes_unchanged()
    {
        for (int at = 0; at <= Math.Max(FromClient.Length, FromServer.Length); at++)
        {
            using RelayedSession session = RelayedSession.Plain();
            int client = Math.Min(at, FromClient.Length), server = Math.Min(at, FromServer.Length);
            Assert.Equal(FromClient, Packets.Join(session.Client(FromClient[..client]), session.Client(FromClient[client..])));
            Assert.Equal(FromServer, Packets.Join(session.Server(FromServer[..server]), session.Server(FromServer[server..])));
        }
    }

    [Fact]
    public void Byte_by_byte_it_passes_unchanged()
    {
        using RelayedSession session = RelayedSession.Plain();
        Assert.Equal(FromClient, FromClient.SelectMany(one => session.Client([one])));
        Assert.Equal(FromServer, FromServer.SelectMany(one => session.Server([one])));
        Assert.False(session.ClientRelay.InsideFrame || session.ServerRelay.InsideFrame);
    }

    [Fact]
    public void Unchanged_bytes_leave_as_a_slice_of_the_input()
    {
        using RelayedSession session = RelayedSession.Plain();
        using var outgoing = new OutgoingBuffer();
        foreach ((IFrameRelay relay, byte[] stream) in (ReadOnlySpan<(IFrameRelay, byte[])>)[(session.ClientRelay, FromClient), (session.ServerRelay, FromServer)])
        {
            outgoing.Begin(stream);
            RelayStep step = relay.Relay(stream, outgoing);
            Assert.True(MemoryMarshal.TryGetArray(outgoing.Finish(step.Consumed), out ArraySegment<byte> sent));
            Assert.Same(stream, sent.Array);
            Assert.Equal((0, stream.Length), (sent.Offset, sent.Count));
        }
    }

    [Theory]
    [MemberData(nameof(Sessions))]
    public void Forwarding_allocates_nothing_per_packet(string kind)
    {
        byte[] asked = Packets.Join(Command.Query("select 1"), Command.Ping);
        byte[] answered = Packets.Join(Answer.Result("a", "1", "2", "3"), Answer.Ok());
        var recorder = new SilentRecorder { Forgets = true };
        using RelayedSession session = kind == "plain" ? RelayedSession.Plain(recorder: recorder) : RelayedSession.Gated(new PermissiveJudge(), recorder: recorder);
        using var outgoing = new OutgoingBuffer();
        // Enum.HasFlag allocates until the code that calls it has been compiled for good.
        long allocated = -1;
        for (int attempt = 0; attempt < 50 && allocated != 0; attempt++)
        {
            Thread.Sleep(attempt * 10);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Exchange(session, asked, answered, outgoing, rounds: 1000);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void A_packet_that_nobody_reads_is_not_held_back()
    {
        using RelayedSession session = RelayedSession.Plain();
        byte[] packet = Command.Query(new string('x', 100_000));
        Assert.Equal(packet[..5], session.Client(packet[..5]));
        Assert.True(session.ClientRelay.InsideFrame);
        Assert.Equal(packet[5..700], session.Client(packet[5..700]));
        Assert.Equal(packet[700..], session.Client(packet[700..]));
        Assert.False(session.ClientRelay.InsideFrame);
    }

    /// <summary>A payload of exactly 0xFFFFFF bytes is continued by an empty packet (protocols reference 2.A).</summary>
    [Theory]
    [InlineData(PacketHeader.MaxPayload - 1)]
    [InlineData(PacketHeader.MaxPayload)]
    [InlineData(PacketHeader.MaxPayload + 1)]
    public void Long_payloads_pass_packet_by_packet(int length)
    {
        using RelayedSession session = RelayedSession.Plain();
        byte[] query = Packets.Of(0, [(byte)CommandCode.Query, .. new byte[length - 1]]);
        Assert.Equal(query, Packets.Join(session.Client(query[..(PacketHeader.MaxPayload / 2)]), session.Client(query[(PacketHeader.MaxPayload / 2)..])));
        Assert.False(session.ClientRelay.InsideFrame);
        Assert.Equal(Command.Ping, session.Client(Command.Ping));

        int packets = length >= PacketHeader.MaxPayload ? 2 : 1;
        byte[] head = Packets.Join(Answer.Columns((byte)packets, 1), Answer.Column((byte)(packets + 1), "a"), Answer.Eof((byte)(packets + 2)));
        byte[] row = Packets.Of((byte)(packets + 3), [0xFD, .. new byte[length - 1]]);
        byte[] rest = Packets.Join(Answer.Eof((byte)(packets + 3 + packets)), Answer.Ok());
        byte[] stream = Packets.Join(head, row, rest);
        Assert.Equal(stream, Packets.Join(session.Server(stream[..1_000_000]), session.Server(stream[1_000_000..])));
        Assert.True(session.State.Conversation.IsIdle);
    }

    [Fact]
    public void Sequence_ids_wrap_around()
    {
        using RelayedSession session = RelayedSession.Plain();
        session.Client(Command.Query("select 1"));
        byte[] stream = Packets.Join(
            [Answer.Columns(1, 1), Answer.Column(2, "a"), Answer.Eof(3), .. Enumerable.Range(4, 600).Select(static at => Answer.Row((byte)at, "x")), Answer.Eof(604 & 0xFF)]);
        Assert.Equal(stream, session.Server(stream));
        Assert.True(session.State.Conversation.IsIdle);
    }

    [Fact]
    public void Quit_is_the_clients_last_word()
    {
        using RelayedSession session = RelayedSession.Plain();
        Assert.Equal(Command.Quit, session.Client(Command.Quit, Command.Ping));
        Assert.True(session.HasEnded);
    }

    [Fact]
    public void An_error_of_the_servers_own_passes()
    {
        using RelayedSession session = RelayedSession.Plain();
        byte[] farewell = Answer.Err(0, 1927, "Connection was killed");
        Assert.Equal(farewell, session.Server(farewell));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(255)]
    public void A_command_out_of_order_ends_the_session(byte sequence)
    {
        using RelayedSession session = RelayedSession.Plain();
        byte[] ping = Packets.Of(sequence, [(byte)CommandCode.Ping]);
        Assert.Equal((ushort)1156, Assert.Throws<MySqlProtocolException>(() => session.Client(ping)).ErrorCode);
        Assert.Equal((byte)(sequence + 1), session.State.NextToClient);
    }

    [Fact]
    public void A_continuation_out_of_order_ends_the_session()
    {
        using RelayedSession session = RelayedSession.Plain();
        byte[] query = Packets.Of(0, [(byte)CommandCode.Query, .. new byte[PacketHeader.MaxPayload]]);
        query[PacketHeader.MaxPayload + PacketHeader.Size + 3] = 2;
        Assert.Throws<MySqlProtocolException>(() => session.Client(query));
    }

    [Fact]
    public void An_answer_that_nobody_asked_for_ends_the_session()
    {
        using RelayedSession session = RelayedSession.Plain();
        Assert.Throws<MySqlProtocolException>(() => session.Server(Answer.Ok()));
    }

    [Fact]
    public void More_pipelined_commands_than_the_limit_end_the_session()
    {
        using RelayedSession session = RelayedSession.Plain();
        for (int i = 0; i < 10_000; i++)
            session.Client(Command.Ping);
        Assert.Throws<MySqlProtocolException>(() => session.Client(Command.Ping));
    }

    private static RelayedSession Open(string kind) =>
        kind == "plain" ? RelayedSession.Plain() : RelayedSession.Gated(new PermissiveJudge());

    /// <summary>Lets the server answer whatever has reached it, as often as the client's side waits for that.</summary>
    private static void Play(RelayedSession session, byte[] fromClient, byte[] fromServer, out byte[] toServer, out byte[] toClient)
    {
        toServer = session.Client(fromClient);
        toClient = [];
        var replies = new Queue<byte[]>(Replies(fromServer));
        while (session.IsPaused)
        {
            while (!session.State.Conversation.IsIdle)
                toClient = [.. toClient, .. session.Server(replies.Dequeue())];
            session.State.NoteSettings(RelayedSession.Settings);
            toServer = [.. toServer, .. session.Resume()];
        }
        while (replies.TryDequeue(out byte[]? reply))
            toClient = [.. toClient, .. session.Server(reply)];
    }

    /// <summary>Whole replies: the next one begins where sequence ids begin anew.</summary>
    private static IEnumerable<byte[]> Replies(byte[] stream)
    {
        byte[] reply = [];
        foreach (byte[] packet in Packets.Split(stream))
        {
            if (packet[3] == 1 && reply.Length > 0)
            {
                yield return reply;
                reply = [];
            }
            reply = [.. reply, .. packet];
        }
        yield return reply;
    }

    private static void Exchange(RelayedSession session, byte[] asked, byte[] answered, OutgoingBuffer outgoing, int rounds)
    {
        for (int round = 0; round < rounds; round++)
        {
            outgoing.Begin(asked);
            outgoing.Finish(session.ClientRelay.Relay(asked, outgoing).Consumed);
            outgoing.Begin(answered);
            outgoing.Finish(session.ServerRelay.Relay(answered, outgoing).Consumed);
        }
    }
}
