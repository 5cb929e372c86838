using WireProxy.Protocols.Postgres;
using WireProxy.Sessions;
using static WireProxy.Tests.Sessions.Postgres.Frontend;

namespace WireProxy.Tests.Sessions.Postgres;

/// <summary>What no policy is about leaves as it came, however it arrives.</summary>
public sealed class TransparencyTests
{
    private static readonly byte[] FromClient = Frames.Join(
        Query("select 1"), Parse("s", "select $1"), Bind("", "s"), Describe('P'), Describe('S', "s"), Execute(), Close('S', "s"), Flush,
        Sync, Query("copy t from stdin"), CopyData("1\n"), CopyDone, FunctionCall(42), Query(new string('x', 3000)), Sync);

    private static readonly byte[] FromServer = Frames.Join(
        Backend.Row(("a", 1, 1)), Backend.Data("1"), Backend.Notice("SNOTICE", "C00000", "Mhello"), Backend.Data((string?)null),
        Backend.Complete("SELECT 2"), Backend.Ready(), Backend.ParseComplete, Backend.BindComplete, Backend.Row(("a", 1, 1)), Backend.NoData,
        Backend.Data(new string('x', 3000)), Backend.PortalSuspended, Backend.CloseComplete, Backend.Status("TimeZone", "UTC"),
        Backend.Ready(), Backend.Error("SERROR", "C42601", "Mno"), Backend.Ready());

    public static TheoryData<string> Sessions => ["plain", "gated"];

    [Theory]
    [MemberData(nameof(Sessions))]
    public void A_whole_stream_passes_unchanged(string kind)
    {
        using RelayedSession session = Open(kind);
        Assert.Equal(FromClient, session.Client(FromClient));
        Assert.Equal(FromServer, session.Server(FromServer));
        Assert.Equal(FromClient, session.Recorder.FromClient);
        Assert.Equal(FromServer, session.Recorder.ToClient);
    }

    [Theory]
    [MemberData(nameof(Sessions))]
    public void Split_at_every_position_it_passes_unchanged(string kind)
    {
        for (int at = 0; at <= Math.Max(FromClient.Length, FromServer.Length); at++)
        {
            using RelayedSession session = Open(kind);
            int client = Math.Min(at, FromClient.Length), server = Math.Min(at, FromServer.Length);
            Assert.Equal(FromClient, Frames.Join(session.Client(FromClient[..client]), session.Client(FromClient[client..])));
            Assert.Equal(FromServer, Frames.Join(session.Server(FromServer[..server]), session.Server(FromServer[server..])));
        }
    }

    [Theory]
    [MemberData(nameof(Sessions))]
    public void Byte_by_byte_it_passes_unchanged(string kind)
    {
        using RelayedSession session = Open(kind);
        Assert.Equal(FromClient, FromClient.SelectMany(one => session.Client([one])));
        Assert.Equal(FromServer, FromServer.SelectMany(one => session.Server([one])));
        Assert.False(session.ClientRelay.InsideFrame || session.ServerRelay.InsideFrame);
    }

    [Theory]
    [MemberData(nameof(Sessions))]
    public void Unchanged_bytes_leave_as_a_slice_of_the_input(string kind)
    {
        using RelayedSession session = Open(kind);
        using var outgoing = new OutgoingBuffer();
        foreach ((IFrameRelay relay, byte[] stream) in (ReadOnlySpan<(IFrameRelay, byte[])>)[(session.ClientRelay, FromClient), (session.ServerRelay, FromServer)])
        {
            outgoing.Begin(stream);
            RelayStep step = relay.Relay(stream, outgoing);
            Assert.True(System.Runtime.InteropServices.MemoryMarshal.TryGetArray(outgoing.Finish(step.Consumed), out ArraySegment<byte> sent));
            Assert.Same(stream, sent.Array);
            Assert.Equal((0, stream.Length), (sent.Offset, sent.Count));
        }
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("gated")]
    public void Forwarding_allocates_nothing_per_frame(string kind)
    {
        byte[] asked = Frames.Join(Parse("", "select 1"), Bind(), Describe('P'), Execute(), Sync);
        byte[] answered = Frames.Join(
            Backend.ParseComplete, Backend.BindComplete, Backend.Row(("a", 1, 1)), Backend.Data("1"), Backend.Data("2"),
            Backend.Complete("SELECT 2"), Backend.Ready());
        using RelayedSession session = Open(kind, new SilentRecorder { Forgets = true }, new PermissiveJudge());
        using var outgoing = new OutgoingBuffer();
        Exchange(session, asked, answered, outgoing, rounds: 100);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Exchange(session, asked, answered, outgoing, rounds: 5000);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void A_frame_that_nobody_reads_is_not_held_back()
    {
        using RelayedSession session = RelayedSession.Plain();
        byte[] frame = Query(new string('x', 100_000));
        Assert.Equal(frame[..5], session.Client(frame[..5]));
        Assert.True(session.ClientRelay.InsideFrame);
        Assert.Equal(frame[5..700], session.Client(frame[5..700]));
        Assert.Equal(frame[700..], session.Client(frame[700..]));
        Assert.False(session.ClientRelay.InsideFrame);
    }

    /// <summary>libpq takes notices and errors of any length, so a session without policy does, too.</summary>
    [Fact]
    public void Long_notices_and_errors_pass_where_nobody_reads_them()
    {
        using RelayedSession session = RelayedSession.Plain();
        session.Client(Query("select 1"));
        foreach (byte[] frame in (byte[][])[Backend.Notice("M" + new string('x', 50_000)), Backend.Error("M" + new string('x', 50_000))])
            Assert.Equal(frame, Frames.Join(session.Server(frame[..100]), session.Server(frame[100..])));
        Assert.Equal(Backend.Ready(), session.Server(Backend.Ready()));
    }

    [Fact]
    public void Terminate_is_the_clients_last_word()
    {
        using RelayedSession session = RelayedSession.Plain();
        Assert.Equal(Terminate, session.Client(Terminate, Query("select 1")));
        Assert.True(session.HasEnded);
        Assert.Equal(Terminate, session.Recorder.FromClient);
    }

    [Theory]
    [InlineData(new byte[] { (byte)'Q', 0, 0, 0, 3 })]
    [InlineData(new byte[] { (byte)'Q', 0, 0, 0, 0 })]
    [InlineData(new byte[] { (byte)'Q', 0xFF, 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { (byte)'Q', 0x40, 0, 0, 1 })]
    [InlineData(new byte[] { (byte)'S', 0, 0, 0x27, 0x15 })]
    [InlineData(new byte[] { (byte)'p', 0, 0, 0, 4 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 4 })]
    public void Hostile_headers_from_the_client_end_the_session(byte[] header)
    {
        foreach (string kind in (string[])["plain", "gated"])
        {
            using RelayedSession session = Open(kind);
            Assert.Throws<PostgresProtocolException>(() => session.Client(header));
        }
    }

    [Theory]
    [InlineData(new byte[] { (byte)'C', 0, 0, 0, 3 })]
    [InlineData(new byte[] { (byte)'C', 0x80, 0, 0, 0 })]
    [InlineData(new byte[] { (byte)'?', 0, 0, 0, 4 })]
    public void Hostile_headers_from_the_server_end_the_session(byte[] header)
    {
        using RelayedSession session = RelayedSession.Plain();
        session.Client(Query("select 1"));
        Assert.Throws<PostgresProtocolException>(() => session.Server(header));
    }

    [Fact]
    public void More_pipelined_messages_than_the_limit_end_the_session()
    {
        using RelayedSession session = RelayedSession.Plain();
        for (int i = 0; i < 10_000; i++)
            session.Client(Sync);
        Assert.Equal("54000", Assert.Throws<PostgresProtocolException>(() => session.Client(Sync)).SqlState);
    }

    private static RelayedSession Open(string kind, SilentRecorder? recorder = null, PermissiveJudge? judge = null) =>
        kind == "plain" ? RelayedSession.Plain(recorder) : RelayedSession.Gated(judge ?? new PermissiveJudge(), recorder);

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
