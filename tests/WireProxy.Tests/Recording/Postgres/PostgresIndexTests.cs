using System.Text;
using WireProxy.Audit.Indexing;
using WireProxy.Audit.Records;
using WireProxy.Protocols.Postgres.Messages;

namespace WireProxy.Tests.Recording.Postgres;

public sealed class PostgresIndexTests
{
    [Fact]
    public void The_startup_packet_names_user_database_and_application()
    {
        (SessionIndex index, _) = IndexRun.Index(Transcript.LoggedIn());

        Assert.Equal(("alice", "shop", "app"), (index.User, index.Database, index.Application));
    }

    [Fact]
    public void A_Query_is_one_statement_with_the_rows_of_all_its_commands()
    {
        StatementEntry statement = Assert.Single(Statements(Transcript.LoggedIn()
            .Query("select 1; select 2; begin")
            .Columns().Rows(2).Complete("SELECT 2").Columns().Rows(3).Complete("SELECT 3").Complete("BEGIN").Ready('T')));

        Assert.Equal("select 1; select 2; begin", statement.Sql);
        Assert.Equal((1L, 5L, null, "Select"), (statement.Seq, statement.Rows, statement.Error, statement.Kind));
        Assert.Equal(VerdictOutcome.Allow, statement.Verdict);
        // One millisecond per record, from the Query to ReadyForQuery.
        Assert.Equal(TimeSpan.FromMilliseconds(11), statement.Duration);
    }

    [Fact]
    public void A_Query_that_failed_has_its_first_error_and_no_rows()
    {
        StatementEntry statement = Assert.Single(Statements(Transcript.LoggedIn().Query("select 1/0").Error("22012", "division by zero").Ready()));

        Assert.Equal(("22012 division by zero", (long?)null), (statement.Error, statement.Rows));
        Assert.NotNull(statement.Duration);
    }

    [Fact]
    public void Each_Execute_is_a_statement_with_the_text_of_its_portal()
    {
        List<StatementEntry> statements = Statements(Transcript.LoggedIn()
            .Parse("s1", "insert into t values ($1)").Sync().Parsed().Ready()
            .Bind("", "s1").Execute("").Bind("", "s1").Execute("").Sync()
            .Bound().Complete("INSERT 0 1").Bound().Complete("INSERT 0 4").Ready()
            .Parse("", "select 2").Bind("p", "").Execute("p").Sync()
            .Parsed().Bound().Rows(1).Complete("SELECT 1").Ready());

        Assert.Equal(
            [("insert into t values ($1)", 1), ("insert into t values ($1)", 4), ("select 2", 1L)],
            statements.Select(statement => (statement.Sql, statement.Rows)));
        Assert.Equal([1, 2, 3], statements.Select(statement => statement.Seq));
    }

    [Theory]
    [InlineData(FrontendMessageCode.Parse, "unterminated")]
    [InlineData(FrontendMessageCode.Parse, "s\0select 1\0")]
    [InlineData(FrontendMessageCode.Bind, "p\0unterminated")]
    [InlineData(FrontendMessageCode.Describe, "")]
    [InlineData(FrontendMessageCode.Describe, "Sunterminated")]
    [InlineData(FrontendMessageCode.Close, "Punterminated")]
    [InlineData(FrontendMessageCode.Execute, "unterminated")]
    public void Behind_a_message_that_the_server_refuses_as_malformed_statements_are_listed(FrontendMessageCode code, string body)
    {
        List<StatementEntry> statements = Statements(Transcript.LoggedIn()
            .Client(code, Encoding.UTF8.GetBytes(body)).Sync().Error("08P01", "invalid message format").Ready()
            .Query("select 1").Columns().Rows(1).Complete("SELECT 1").Ready());

        Assert.Equal(("select 1", 1), (statements[^1].Sql, statements[^1].Rows));
    }

    [Fact]
    public void A_malformed_function_call_is_listed_with_its_error()
    {
        List<StatementEntry> statements = Statements(Transcript.LoggedIn()
            .Client(FrontendMessageCode.FunctionCall, [0]).Error("08P01", "insufficient data left in message").Ready()
            .Query("select 1").Columns().Rows(1).Complete("SELECT 1").Ready());

        Assert.Equal([("(text not known)", "08P01 insufficient data left in message"), ("select 1", null)],
            statements.Select(statement => (statement.Sql, statement.Error)));
    }

    [Fact]
    public void An_Execute_that_was_never_answered_has_the_text_that_was_sent_for_it()
    {
        StatementEntry statement = Assert.Single(Statements(Transcript.LoggedIn()
            .Parse("", "select 1").Bind("", "").Execute("").Sync().End()));

        Assert.Equal(("select 1", (TimeSpan?)null), (statement.Sql, statement.Duration));
    }

    [Fact]
    public void A_suspended_portal_counts_the_rows_that_passed()
    {
        List<StatementEntry> statements = Statements(Transcript.LoggedIn()
            .Parse("", "select generate_series(1,5)").Bind("", "").Execute("").Execute("").Sync()
            .Parsed().Bound().Rows(2).Server(BackendMessageCode.PortalSuspended, []).Rows(3).Complete("SELECT 3").Ready());

        Assert.Equal([2, 3L], statements.Select(statement => statement.Rows));
    }

    [Fact]
    public void A_Parse_that_failed_is_a_statement_and_what_the_server_skipped_is_not()
    {
        List<StatementEntry> statements = Statements(Transcript.LoggedIn()
            .Parse("", "selec 1").Bind("", "").Execute("").Sync().Error("42601", "syntax error").Ready()
            .Query("select 2").Columns().Rows(1).Complete("SELECT 1").Ready().End());

        Assert.Equal([("selec 1", "42601 syntax error"), ("select 2", null)], statements.Select(statement => (statement.Sql, statement.Error)));
    }

    [Fact]
    public void Skipped_messages_are_not_statements_when_the_session_ends_there()
    {
        List<StatementEntry> statements = Statements(Transcript.LoggedIn()
            .Parse("", "selec 1").Bind("", "").Execute("").Sync().Error("42601", "syntax error").Ready().End());

        Assert.Equal("selec 1", Assert.Single(statements).Sql);
    }

    [Fact]
    public void A_Bind_that_failed_is_listed_with_its_statements_text()
    {
        List<StatementEntry> statements = Statements(Transcript.LoggedIn()
            .Parse("", "begin").Bind("", "").Execute("").Sync().Parsed().Bound().Complete("BEGIN").Ready()
            .Parse("", "select $1::int/0").Bind("", "").Execute("").Sync().Parsed().Error("22012", "division by zero").Ready());

        Assert.Equal(["begin", "select $1::int/0"], statements.Select(statement => statement.Sql));
    }

    [Fact]
    public void A_closed_name_has_no_text()
    {
        List<StatementEntry> statements = Statements(Transcript.LoggedIn()
            .Parse("s", "select 1").Client(FrontendMessageCode.Close, "Ss\0"u8.ToArray()).Bind("", "s").Sync()
            .Parsed().Server(BackendMessageCode.CloseComplete, []).Error("26000", "prepared statement does not exist").Ready());

        Assert.Equal("(text not known)", Assert.Single(statements).Sql);
    }

    [Fact]
    public void A_verdict_belongs_to_the_statement_at_its_offset()
    {
        Transcript transcript = Transcript.LoggedIn();
        var denied = new StatementVerdict(transcript.ClientOffset, VerdictOutcome.Deny, "no-ddl", 2, "no");
        transcript.Add(denied).Query("drop table t").Error("42501", "blocked").Ready();
        var parsed = new StatementVerdict(transcript.ClientOffset, VerdictOutcome.Deny, "no-ddl", 1, "no");
        transcript.Add(parsed).Parse("", "truncate t").Bind("", "").Execute("").Sync().Error("42501", "blocked").Ready()
            .Query("select 1").Columns().Rows(1).Complete("SELECT 1").Ready().End();

        Assert.Equal(
            [
                ("drop table t", VerdictOutcome.Deny, "no-ddl", 2),
                ("truncate t", VerdictOutcome.Deny, "no-ddl", 1),
                ("select 1", VerdictOutcome.Allow, null, (int?)null),
            ],
            Statements(transcript).Select(statement => (statement.Sql, statement.Verdict, statement.Policy, statement.Rule)));
    }

    [Fact]
    public void Masks_belong_to_the_message_that_asked_for_the_rows()
    {
        Transcript transcript = Transcript.LoggedIn();
        long query = transcript.ClientOffset;
        transcript.Query("select ssn from people; select card from people").Columns().Add(new MasksApplied(query, ["ssn"])).Rows(1).Complete("SELECT 1")
            .Columns().Add(new MasksApplied(query, ["ssn", "card"])).Rows(1).Complete("SELECT 1").Ready()
            .Parse("", "select ssn from people").Bind("", "");
        long execute = transcript.ClientOffset;
        transcript.Execute("").Sync().Parsed().Bound().Rows(1).Add(new MasksApplied(execute, ["ssn"])).Complete("SELECT 1").Ready();

        Assert.Equal(["ssn,card", "ssn"], Statements(transcript).Select(statement => string.Join(',', statement.Masked)));
    }

    [Fact]
    public void COPY_has_its_row_count_and_its_text()
    {
        StatementEntry statement = Assert.Single(Statements(Transcript.LoggedIn()
            .Query("copy t from stdin").Server(BackendMessageCode.CopyInResponse, [0, 0, 0])
            .Client(FrontendMessageCode.CopyData, "1\n"u8.ToArray()).Client(FrontendMessageCode.CopyDone, [])
            .Complete("COPY 1").Ready()));

        Assert.Equal(("copy t from stdin", 1L), (statement.Sql, statement.Rows));
    }

    [Fact]
    public void A_statement_without_an_answer_is_listed_when_the_session_ends()
    {
        StatementEntry statement = Assert.Single(Statements(Transcript.LoggedIn().Query("select pg_sleep(9)").End()));

        Assert.Equal(("select pg_sleep(9)", (TimeSpan?)null), (statement.Sql, statement.Duration));
    }

    [Fact]
    public void A_refusal_whose_bytes_are_missing_is_listed_when_the_session_ends()
    {
        StatementEntry statement = Assert.Single(Statements(
            Transcript.LoggedIn().Add(new StatementVerdict(999, VerdictOutcome.Deny, "p", 1, "no")).End()));

        Assert.Equal((VerdictOutcome.Deny, "p"), (statement.Verdict, statement.Policy));
    }

    [Fact]
    public void The_text_is_cut_at_its_limit()
    {
        string sql = "select '" + new string('x', 1 << 20) + "'";

        StatementEntry statement = Assert.Single(Statements(Transcript.LoggedIn().Query(sql).Complete("SELECT 1").Ready()));

        Assert.InRange(statement.Sql.Length, 60_000, 64 << 10);
        Assert.Equal("Select", statement.Kind);
    }

    [Fact]
    public void Bytes_in_pieces_of_any_length_give_the_same_statements()
    {
        Transcript transcript = Everything();
        string[] whole = [.. Statements(transcript).Select(IndexRun.Describe)];
        Assert.Equal(6, whole.Length);
        for (int length = 1; length < 40; length++)
            Assert.Equal(whole, IndexRun.Read("postgres", IndexRun.Pieces(transcript, length)).Statements.Select(IndexRun.Describe));
    }

    [Fact]
    public void Cut_off_anywhere_nothing_throws_and_what_was_complete_is_listed()
    {
        (RecordKind Kind, byte[] Bytes)[] records = [.. IndexRun.Pieces(Everything(), 7)];
        int listed = 0;
        for (int count = 0; count <= records.Length; count++)
        {
            int now = IndexRun.Read("postgres", records[..count]).Statements.Count;
            Assert.True(now >= listed);
            listed = now;
        }
        Assert.Equal(6, listed);
    }

    [Fact]
    public void Damaged_bytes_never_throw()
    {
        foreach ((RecordKind Kind, byte[] Bytes)[] damaged in IndexRun.Damaged(Everything().End(), 4000))
        {
            IndexRun.Read("postgres", damaged);
            IndexRun.ReadValues("postgres", damaged);
        }
    }

    [Fact]
    public void A_session_of_another_protocol_has_no_statements()
    {
        (SessionIndex index, List<StatementEntry> statements) = IndexRun.Read("unknown", [(RecordKind.ClientBytes, "GET / HTTP/1.1"u8.ToArray())]);

        Assert.Null(index.User);
        Assert.Empty(statements);
    }

    private static Transcript Everything()
    {
        Transcript transcript = Transcript.LoggedIn();
        long offset = transcript.ClientOffset;
        return transcript
            .Add(new StatementVerdict(offset, VerdictOutcome.Deny, "p", 1, "no")).Query("drop table t").Error("42501", "blocked").Ready()
            .Query("").Server(BackendMessageCode.EmptyQueryResponse, []).Ready()
            .Parse("s", "select 1").Bind("", "s").Client(FrontendMessageCode.Describe, "P\0"u8.ToArray()).Execute("").Sync()
            .Parsed().Bound().Columns().Rows(2).Complete("SELECT 2").Ready()
            .Parse("", "bad").Bind("", "").Execute("").Sync().Error("42601", "syntax").Ready()
            .Client(FrontendMessageCode.FunctionCall, [0, 0, 3, 0, 0, 0, 0, 0, 0, 0])
            .Server(BackendMessageCode.FunctionCallResponse, [255, 255, 255, 255]).Ready()
            .Query("copy t to stdout").Server(BackendMessageCode.CopyOutResponse, [0, 0, 0]).Server(BackendMessageCode.CopyData, "1\n"u8.ToArray())
            .Server(BackendMessageCode.CopyDone, []).Complete("COPY 1").Ready()
            .Client(FrontendMessageCode.Terminate, []);
    }

    private static List<StatementEntry> Statements(Transcript transcript) => IndexRun.Statements(transcript);
}
