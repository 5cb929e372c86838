using WireProxy.Sql.Lexing;
using static WireProxy.Tests.Sessions.Postgres.Frontend;

namespace WireProxy.Tests.Sessions.Postgres;

/// <summary>
/// <c>standard_conforming_strings</c> decides how a text with a backslash is read, and is reported only before
/// ReadyForQuery: until then both readings are possible.
/// </summary>
public sealed class UncertainReadingTests : IDisposable
{
    private const string Text = @"select '\'; drop table t; --'";

    private readonly ScriptedJudge _judge = new();
    private readonly RelayedSession _session;

    public UncertainReadingTests() => _session = RelayedSession.Gated(_judge);

    public void Dispose() => _session.Dispose();

    [Fact]
    public void A_settled_session_reads_as_the_server_reported()
    {
        _session.Client(Query(Text));
        Assert.Equal([(Text, BackslashInLiteral.Ordinary)], _judge.Judged);
    }

    [Fact]
    public void The_reported_setting_is_followed()
    {
        _session.Client(Query("set standard_conforming_strings = off"));
        _session.Server(Backend.Complete("SET"), Backend.Status("standard_conforming_strings", "off"), Backend.Ready());
        _session.Client(Query(Text));
        Assert.Equal((Text, BackslashInLiteral.Escapes), _judge.Judged[^1]);
        Assert.Equal(2, _judge.Judged.Count);
    }

    [Fact]
    public void A_pipelined_text_is_judged_under_both_readings()
    {
        _session.Client(Query("set standard_conforming_strings = off"), Query(Text));
        Assert.Equal([BackslashInLiteral.Ordinary, BackslashInLiteral.Escapes], _judge.Judged.Where(one => one.Text == Text).Select(one => one.Backslash));
    }

    /// <summary>After Flush the SET is in effect and answered, but not reported.</summary>
    [Fact]
    public void A_text_behind_a_flush_is_judged_under_both_readings()
    {
        _session.Client(Parse("", "set standard_conforming_strings = off"), Bind(), Execute(), Flush);
        _session.Server(Backend.ParseComplete, Backend.BindComplete, Backend.Complete("SET"));
        Assert.True(_session.State.Conversation.IsIdle);
        _session.Client(Parse("", Text));
        Assert.Equal(2, _judge.Judged.Count(one => one.Text == Text));
    }

    [Fact]
    public void A_text_without_a_backslash_has_one_reading()
    {
        _session.Client(Query("select 1"), Query("select 2"));
        Assert.Equal(2, _judge.Judged.Count);
    }

    [Theory]
    [InlineData(BackslashInLiteral.Ordinary)]
    [InlineData(BackslashInLiteral.Escapes)]
    public void One_denied_reading_is_enough(BackslashInLiteral denied)
    {
        using RelayedSession session = RelayedSession.Gated(
            new ScriptedJudge { Denies = (text, context) => text == Text && context.Backslash == denied });
        byte[] sent = session.Client(Query("set standard_conforming_strings = off"), Query(Text));
        Assert.DoesNotContain("drop table", Frames.Text(sent), StringComparison.Ordinal);
    }
}
