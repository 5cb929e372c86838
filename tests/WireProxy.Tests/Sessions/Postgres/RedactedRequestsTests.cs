using System.Text;
using WireProxy.Protocols.Postgres.Conversation;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Recording.Redaction;
using WireProxy.Sessions.Postgres;

namespace WireProxy.Tests.Sessions.Postgres;

/// <summary>What <c>RedactLiterals</c> leaves of a client's messages in the recording. Secrets are the letter X.</summary>
public sealed class RedactedRequestsTests
{
    private const string Policies = """{ "Name": "p", "RedactLiterals": ["customers.ssn"] }""";

    [Theory]
    [InlineData("insert into customers (name, ssn) values ('a', 'XX')", "insert into customers (name, ssn) values ('a', '**')")]
    [InlineData("insert into customers (name, ssn) values ('a', 123)", "insert into customers (name, ssn) values ('a', 000)")]
    [InlineData("insert into customers values ('XX')", "insert into customers values ('**')")]
    [InlineData("insert into orders (ssn) values ('a')", "insert into orders (ssn) values ('a')")]
    [InlineData("update hr.customers set ssn = lower('XX'), name = 'b' where id = 1", "update hr.customers set ssn = lower('**'), name = 'b' where id = 1")]
    [InlineData("update customers set name = (select name from customers where ssn = 'XX')", "update customers set name = (select name from customers where ssn = '**')")]
    [InlineData("select 'a' from customers where ssn = 'XX'", "select '*' from customers where ssn = '**'")]
    [InlineData("select 'a' from customers where name = 'b'", "select 'a' from customers where name = 'b'")]
    [InlineData("insert into customers (name) values ('a') returning 'b'; insert into customers (ssn) values ('XX')", "insert into customers (name) values ('a') returning 'b'; insert into customers (ssn) values ('**')")]
    [InlineData("execute p('XX')", "execute p('**')")]
    [InlineData("insert into customers (ssn) values (E'\\'XX')", "insert into customers (ssn) values (E'****')")]
    [InlineData("insert into customers (name, ssn) values ('a\\', 'XX')", "insert into customers (name, ssn) values ('a\\', '**')")]
    [InlineData("insert into customers (ssn) values ('XX", "***************************************")]
    public void Of_a_text_the_values_of_the_column_are_not_recorded(string sql, string recorded)
    {
        Assert.Contains(recorded, Recorded([Frontend.Query(sql)]), StringComparison.Ordinal);
        Assert.Contains(recorded, Recorded([Frontend.Parse("s", sql)]), StringComparison.Ordinal);
    }

    [Fact]
    public void However_messages_are_cut_the_same_is_recorded()
    {
        byte[][] messages =
        [
            Frontend.Parse("s", "insert into customers (name, ssn) values ($1, $2)"), Bind("s", ["ann", "XX"]), Bind("s", [null, "XXX"]), Frontend.Sync,
            Frontend.Query("insert into customers (ssn, name) values ('X', 'bob')"),
            Frontend.Query("copy customers from stdin"), Frontend.CopyData("XXX"), Frontend.CopyDone,
            Frontend.Query("copy customers (name) from stdin"), Frontend.CopyData("eve"), Frontend.CopyDone,
        ];
        string whole = Recorded(messages);
        Assert.DoesNotContain("X", whole, StringComparison.Ordinal);
        Assert.All(new[] { "ann", "bob", "eve" }, kept => Assert.Contains(kept, whole, StringComparison.Ordinal));
        byte[] input = [.. messages.SelectMany(static message => message)];
        for (int split = 0; split <= input.Length; split++)
            Assert.Equal(whole, Recorded([input[..split], input[split..]]));
    }

    [Fact]
    public void Of_a_statement_that_was_prepared_unseen_no_parameter_is_recorded() =>
        Assert.DoesNotContain("X", Recorded([Bind("unseen", ["XX", "XXX"])]), StringComparison.Ordinal);

    [Fact]
    public void Of_a_bind_that_can_not_be_read_no_parameter_is_recorded()
    {
        byte[] parse = Frontend.Parse("s", "insert into customers (name, ssn) values ($1, $2)");
        byte[] golden = Bind("s", ["XX", "XXX"]);
        for (int length = "\0s\0"u8.Length; length < golden.Length - FrameHeader.Size; length++)
        {
            byte[] cut = new MessageWriter().Begin(FrontendMessageCode.Bind).Bytes(golden.AsSpan(FrameHeader.Size, length)).End().ToArray();
            Assert.DoesNotContain("X", Recorded([parse, cut]), StringComparison.Ordinal);
        }
        byte[] longer = new MessageWriter().Begin(FrontendMessageCode.Bind).Bytes(golden.AsSpan(FrameHeader.Size)).CString("X").End().ToArray();
        Assert.DoesNotContain("X", Recorded([parse, longer]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_parse_under_a_name_may_fail_so_both_count()
    {
        string recorded = Recorded(
        [
            Frontend.Parse("s", "insert into customers (ssn, name) values ($1, $2)"), Frontend.Parse("s", "select $1, $2, $3"), Bind("s", ["XX", "ann"]),
        ]);
        Assert.DoesNotContain("X", recorded, StringComparison.Ordinal);
        Assert.Contains("ann", recorded, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_bind_or_text_over_the_limit_nothing_is_recorded()
    {
        string huge = new('X', 2 * RelayedSession.InspectionLimit);
        Assert.DoesNotContain("X", Recorded([Frontend.Parse("s", "insert into customers (name, ssn) values ($1, $2)"), Bind("s", ["ann", huge])]), StringComparison.Ordinal);
        Assert.DoesNotContain("X", Recorded([Frontend.Query("insert into orders values ('" + huge)]), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_place_is_marked()
    {
        var recorder = new SilentRecorder();
        Recorded([Frontend.Query("insert into customers (ssn) values ('XX')")], recorder);
        Assert.Equal((5 + "insert into customers (ssn) values ('".Length, 2), Assert.Single(recorder.Redactions));
    }

    private static byte[] Bind(string statement, string?[] values)
    {
        MessageWriter writer = new MessageWriter().Begin(FrontendMessageCode.Bind).CString("").CString(statement).Int16(0).Int16((short)values.Length);
        foreach (string? value in values)
        {
            writer.Int32(value?.Length ?? -1);
            foreach (byte next in Encoding.UTF8.GetBytes(value ?? ""))
                writer.Byte(next);
        }
        return writer.Int16(0).End().ToArray();
    }

    private static string Recorded(byte[][] pieces, SilentRecorder? recorder = null)
    {
        recorder ??= new SilentRecorder();
        var announced = new AnnouncedSecrets(recorder);
        var state = new PostgresSession(
            new PostgresConversation(10_000), RedactingRecorder.Over(recorder, new SecretEchoes(), announced), RelayedSession.Store().Of("pg", "shop"));
        var gate = new StatementGate(state, RelayedSession.Scope(Policies).Judge, null, RelayedSession.InspectionLimit);
        using var feed = new RelayFeed(new PostgresClientRelay(state, gate, null, new RedactedRequests(announced, RelayedSession.InspectionLimit)));
        foreach (byte[] piece in pieces)
            feed.Feed(piece);
        return Encoding.UTF8.GetString(recorder.FromClient);
    }
}
