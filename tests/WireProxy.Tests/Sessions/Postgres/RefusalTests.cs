using System.Text;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;
using static WireProxy.Tests.Sessions.Postgres.Frontend;

namespace WireProxy.Tests.Sessions.Postgres;

/// <summary>Refusal by substitution (protocols reference 1.C, "Blocking").</summary>
public sealed class RefusalTests : IDisposable
{
    private const string Token = "\u0001refused by policy, audit session s-1";

    private static readonly byte[] RefusalError = Backend.Error(
        "SERROR", "VERROR", "C42501", "Mblocked by policy \"p\": not today", "Haudit session s-1");

    private static readonly byte[] SyntaxError = Backend.Error("SERROR", "VERROR", "C42601", "Msyntax error at or near");

    private readonly ScriptedJudge _judge = new();
    private readonly RelayedSession _session;

    public RefusalTests() => _session = RelayedSession.Gated(_judge);

    public void Dispose() => _session.Dispose();

    [Fact]
    public void A_refused_query_becomes_a_syntax_error()
    {
        Assert.Equal(Query(Token), _session.Client(Query("blocked delete")));
        Assert.Equal([RefusalError, Backend.Ready('E')], Frames.Split(_session.Server(SyntaxError, Backend.Ready('E'))));
        Assert.Equal([(0L, ScriptedJudge.Denial)], _session.Recorder.Verdicts);
        Assert.Equal(Query("blocked delete"), _session.Recorder.FromClient);
    }

    [Fact]
    public void A_refused_parse_keeps_its_name()
    {
        Assert.Equal(
            Frames.Join(Parse("s", Token), Bind("", "s"), Execute(), Sync),
            _session.Client(Parse("s", "blocked"), Bind("", "s"), Execute(), Sync));
        Assert.Equal(Frames.Join(RefusalError, Backend.Ready()), _session.Server(SyntaxError, Backend.Ready()));
    }

    [Fact]
    public void A_refused_function_call_calls_nothing()
    {
        using RelayedSession session = RelayedSession.Gated(new ScriptedJudge { Denies = static (_, _) => true });
        byte[] call = new MessageWriter().Begin(FrontendMessageCode.FunctionCall).Int32(1).Bytes(new byte[5000]).End().ToArray();
        Assert.Equal(
            Frames.Join(FunctionCall(0), Sync),
            Frames.Join(session.Client(call[..100]), session.Client(call[100..3000]), session.Client(call[3000..], Sync)));
        Assert.Equal(Frames.Join(RefusalError, Backend.Ready()), session.Server(SyntaxError, Backend.Ready()));
    }

    [Fact]
    public void An_earlier_genuine_error_passes_and_the_refusal_is_skipped_with_its_batch()
    {
        _session.Client(Parse("", "ok"), Bind(), Execute(), Parse("", "blocked"), Bind(), Execute(), Sync);
        byte[] genuine = Frames.Join(Backend.ParseComplete, Backend.BindComplete, Backend.Error("C23505", "Mduplicate"), Backend.Ready());
        Assert.Equal(genuine, _session.Server(genuine));
    }

    [Fact]
    public void Only_the_error_of_the_refused_message_is_replaced()
    {
        _session.Client(Query("blocked"), Query("ok"), Query("blocked"));
        Assert.Equal(
            Frames.Join(RefusalError, Backend.Ready(), SyntaxError, Backend.Ready(), RefusalError, Backend.Ready()),
            _session.Server(SyntaxError, Backend.Ready(), SyntaxError, Backend.Ready(), SyntaxError, Backend.Ready()));
    }

    [Fact]
    public void A_batch_behind_a_refused_one_goes_on()
    {
        _session.Client(Parse("", "blocked"), Bind(), Execute(), Sync, Parse("", "ok"), Bind(), Execute(), Sync);
        byte[] second = Frames.Join(Backend.ParseComplete, Backend.BindComplete, Backend.Complete("SELECT 0"), Backend.Ready());
        Assert.Equal(
            Frames.Join(RefusalError, Backend.Ready(), second), _session.Server(SyntaxError, Backend.Ready(), second));
    }

    [Fact]
    public void A_query_behind_a_refused_parse_gets_no_answer_before_sync()
    {
        _session.Client(Parse("", "blocked"), Query("ok"), Sync);
        Assert.Equal(Frames.Join(RefusalError, Backend.Ready()), _session.Server(SyntaxError, Backend.Ready()));
        Assert.True(_session.State.Conversation.IsSettled);
    }

    [Theory]
    [InlineData("no NUL at the end")]
    [InlineData("blocked\0trailing\0")]
    [InlineData("ok\0\0")]
    [InlineData("")]
    public void A_malformed_query_never_reaches_the_server(string body)
    {
        byte[] frame = new MessageWriter().Begin(FrontendMessageCode.Query).Bytes(Encoding.UTF8.GetBytes(body)).End().ToArray();
        byte[] sent = _session.Client(frame);
        Assert.Equal("Q", Frames.Codes(sent));
        Assert.Equal([0, 0], sent[FrameHeader.Size..]);
        // The server's own error to it is the client's answer.
        byte[] error = Frames.Join(Backend.Error("C08P01", "Minvalid message format"), Backend.Ready());
        Assert.Equal(error, _session.Server(error));
    }

    [Fact]
    public void A_malformed_parse_never_reaches_the_server()
    {
        byte[] good = Parse("s", "secret");
        for (int length = 0; length < good.Length - FrameHeader.Size; length++)
            AssertHidden(good[FrameHeader.Size..(FrameHeader.Size + length)]);
        AssertHidden([.. good[FrameHeader.Size..], 0]);
        AssertHidden("s\0secret\0\xFF\xFF"u8.ToArray());
        Assert.Equal(good, _session.Client(good));
    }

    [Fact]
    public void A_statement_too_long_to_inspect_is_refused_on_its_header()
    {
        byte[] query = Query("secret " + new string('x', RelayedSession.InspectionLimit));
        byte[] sent = Frames.Join(_session.Client(query[..5]), _session.Client(query[5..500]), _session.Client(query[500..], Sync));
        Assert.Equal(Frames.Join(Query(Token), Sync), sent);
        byte[] answer = _session.Server(SyntaxError, Backend.Ready());
        Assert.Contains("C54000\0", Frames.Text(answer), StringComparison.Ordinal);
        Assert.DoesNotContain("syntax error", Frames.Text(answer), StringComparison.Ordinal);
        Assert.Single(_session.Recorder.Verdicts);

        byte[] parse = Parse("named", "secret " + new string('x', RelayedSession.InspectionLimit));
        Assert.Equal(Parse("", Token), parse.SelectMany(one => _session.Client([one])));
    }

    [Fact]
    public void The_longest_statement_that_is_inspected_passes()
    {
        byte[] longest = Query(new string('x', RelayedSession.InspectionLimit - 1));
        Assert.Equal(longest, Frames.Join(_session.Client(longest[..4000]), _session.Client(longest[4000..])));
        Assert.Empty(_session.Client(longest[..4000]));
    }

    [Fact]
    public void Split_at_every_position_a_refusal_is_the_same()
    {
        byte[] asked = Frames.Join(Query("ok"), Query("blocked"), Parse("s", "blocked"), Sync, FunctionCall(7));
        byte[] answered = Frames.Join(
            Backend.EmptyQuery, Backend.Ready(), SyntaxError, Backend.Ready(), SyntaxError, Backend.Ready(), Backend.Ready());
        byte[] expectedSent = Frames.Join(Query("ok"), Query(Token), Parse("s", Token), Sync, FunctionCall(7));
        byte[] expectedSeen = Frames.Join(
            Backend.EmptyQuery, Backend.Ready(), RefusalError, Backend.Ready(), RefusalError, Backend.Ready(), Backend.Ready());
        for (int at = 0; at <= Math.Max(asked.Length, answered.Length); at++)
        {
            using RelayedSession session = RelayedSession.Gated(new ScriptedJudge());
            int client = Math.Min(at, asked.Length), server = Math.Min(at, answered.Length);
            Assert.Equal(expectedSent, Frames.Join(session.Client(asked[..client]), session.Client(asked[client..])));
            Assert.Equal(expectedSeen, Frames.Join(session.Server(answered[..server]), session.Server(answered[server..])));
        }
    }

    [Fact]
    public void The_refusal_reaches_the_client_and_nothing_of_the_statement_the_server()
    {
        byte[] sent = _session.Client(Query("blocked secret"), Parse("s", "blocked secret"), Sync);
        Assert.DoesNotContain("secret", Frames.Text(sent), StringComparison.Ordinal);
        Assert.Equal([0L, Query("blocked secret").Length], _session.Recorder.Verdicts.Select(entry => entry.Offset));
    }

    private void AssertHidden(byte[] body)
    {
        byte[] sent = _session.Client(new MessageWriter().Begin(FrontendMessageCode.Parse).Bytes(body).End().ToArray());
        Assert.Equal("P", Frames.Codes(sent));
        Assert.DoesNotContain("secret", Frames.Text(sent), StringComparison.Ordinal);
    }
}
