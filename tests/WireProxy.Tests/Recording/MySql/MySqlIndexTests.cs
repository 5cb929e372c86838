using WireProxy.Audit.Indexing;
using WireProxy.Audit.Records;
using WireProxy.Protocols.MySql.Commands;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Messages;

namespace WireProxy.Tests.Recording.MySql;

public sealed class MySqlIndexTests
{
    [Fact]
    public void The_login_names_user_database_and_application()
    {
        (SessionIndex index, _) = IndexRun.Index(MySqlTranscript.LoggedIn());

        Assert.Equal(("alice", "shop", "app"), (index.User, index.Database, index.Application));
    }

    [Fact]
    public void A_change_of_the_user_names_the_new_one()
    {
        (SessionIndex index, List<StatementEntry> statements) = IndexRun.Index(MySqlTranscript.LoggedIn()
            .Command(CommandCode.ChangeUser, [.. "bob\0"u8, 0, .. "other\0"u8, 45, 0, .. "mysql_native_password\0"u8, 0])
            .Server([0xFE, .. "mysql_native_password\0"u8, .. new byte[21]]).Client(new byte[20]).Ok()
            .Query("select 1").Columns().TextRow("1").End());

        Assert.Equal(("bob", "other"), (index.User, index.Database));
        Assert.Equal(["select 1"], statements.Select(statement => statement.Sql));
    }

    [Theory]
    [InlineData(MySqlTranscript.Usual)]
    [InlineData(MySqlTranscript.Usual | CapabilityFlags.DeprecateEof)]
    [InlineData(MySqlTranscript.Usual | CapabilityFlags.DeprecateEof | CapabilityFlags.SessionTrack | CapabilityFlags.QueryAttributes)]
    public void A_text_is_one_statement_with_the_rows_of_all_its_results(CapabilityFlags capabilities)
    {
        StatementEntry statement = Assert.Single(IndexRun.Statements(MySqlTranscript.LoggedIn(capabilities)
            .Query("select 1; update t set a = 1; select 2")
            .Columns().TextRow("1").TextRow("x").End(ServerStatus.MoreResultsExist).Ok(3, ServerStatus.MoreResultsExist)
            .Columns(2).TextRow("2", null).End()));

        Assert.Equal(("select 1; update t set a = 1; select 2", 6L, "Select"), (statement.Sql, statement.Rows, statement.Kind));
        Assert.Equal((1L, (string?)null), (statement.Seq, statement.Error));
        Assert.NotNull(statement.Duration);
    }

    [Fact]
    public void An_error_has_its_number_its_state_and_its_text()
    {
        StatementEntry statement = Assert.Single(IndexRun.Statements(
            MySqlTranscript.LoggedIn().Query("select * from nowhere").Error(1146, "42S02", "no such table")));

        Assert.Equal(("1146 (42S02) no such table", (long?)null), (statement.Error, statement.Rows));
    }

    [Fact]
    public void Each_execution_is_a_statement_with_the_text_that_was_prepared()
    {
        List<StatementEntry> statements = IndexRun.Statements(MySqlTranscript.LoggedIn()
            .Prepare("select ?").Prepared(7, columns: 1, parameters: 1)
            .Execute(7).Columns().BinaryRow("x").End()
            .Execute(7).Columns().BinaryRow("x").BinaryRow("y").End()
            .Command(CommandCode.StmtClose, 7, 0, 0, 0)
            .Execute(7).Error(1243, "HY000", "unknown statement")
            .Prepare("selec").Error(1064, "42000", "syntax"));

        Assert.Equal(
            [("select ?", 1, null), ("select ?", 2, null), ("(text not known)", null, "1243 (HY000) unknown statement"), ("selec", (long?)null, "1064 (42000) syntax")],
            statements.Select(statement => (statement.Sql, statement.Rows, statement.Error)));
    }

    [Fact]
    public void A_command_that_can_not_be_read_is_listed_and_so_is_what_follows()
    {
        List<StatementEntry> statements = IndexRun.Statements(MySqlTranscript.LoggedIn(MySqlTranscript.Usual | CapabilityFlags.QueryAttributes)
            .Command(CommandCode.Query, 9, 9).Error(1835, "HY000", "Malformed communication packet.")
            .Prepare("select 7").Prepared(7, columns: 1, parameters: 0)
            // Servers do not look at the number of iterations.
            .Command(CommandCode.StmtExecute, 7, 0, 0, 0, 0, 2, 0, 0, 0).Columns().BinaryRow("x").End()
            .Command(CommandCode.StmtExecute, 7, 0).Error(1835, "HY000", "Malformed communication packet.")
            .Command(CommandCode.StmtReset, 7, 0, 0, 0, 0).Ok()
            .Command(CommandCode.StmtClose, 7, 0, 0, 0, 0)
            .Query("select 1").Columns().TextRow("1").End());

        Assert.Equal([("(text not known)", null), ("select 7", 1), ("(text not known)", null), ("select 1", 1L)],
            statements.Select(statement => (statement.Sql, statement.Rows)));
    }

    [Fact]
    public void MariaDBs_last_prepared_statement_has_its_text()
    {
        List<StatementEntry> statements = IndexRun.Statements(MySqlTranscript.LoggedIn()
            .Prepare("select 1").Execute(0xFFFFFFFF).Prepared(3, columns: 1, parameters: 0).Columns().BinaryRow("x").End());

        Assert.Equal("select 1", Assert.Single(statements).Sql);
    }

    [Fact]
    public void Rows_of_a_cursor_count_where_they_are_fetched()
    {
        List<StatementEntry> statements = IndexRun.Statements(MySqlTranscript.LoggedIn()
            .Prepare("select n").Prepared(1, columns: 1, parameters: 0)
            .Execute(1, flags: 1).Columns(status: ServerStatus.CursorExists)
            .Fetch(1).BinaryRow("a").BinaryRow("b").End(ServerStatus.CursorExists)
            .Fetch(1).BinaryRow("c").End(ServerStatus.CursorExists | ServerStatus.LastRowSent));

        Assert.Equal([("select n", null), ("select n", 2), ("select n", (long?)1)], statements.Select(statement => (statement.Sql, statement.Rows)));
    }

    [Fact]
    public void A_reset_forgets_prepared_statements()
    {
        List<StatementEntry> statements = IndexRun.Statements(MySqlTranscript.LoggedIn()
            .Prepare("select 1").Prepared(1, columns: 0, parameters: 0).Command(CommandCode.ResetConnection).Ok()
            .Execute(1).Error(1243, "HY000", "unknown statement"));

        Assert.Equal("(text not known)", Assert.Single(statements).Sql);
    }

    [Fact]
    public void A_file_of_the_clients_is_no_command()
    {
        StatementEntry statement = Assert.Single(IndexRun.Statements(MySqlTranscript.LoggedIn()
            .Query("load data local infile 'f' into table t").Server([0xFB, (byte)'f']).Client([(byte)CommandCode.Query, .. "select 1"u8]).Client([]).Ok(2)));

        Assert.Equal(("load data local infile 'f' into table t", 2L), (statement.Sql, statement.Rows));
    }

    [Fact]
    public void Commands_without_a_reply_and_housekeeping_are_no_statements()
    {
        List<StatementEntry> statements = IndexRun.Statements(MySqlTranscript.LoggedIn()
            .Command(CommandCode.Ping).Ok().Command(CommandCode.Statistics).Server("Uptime: 1"u8)
            .Command(CommandCode.StmtSendLongData, 1, 0, 0, 0, 0, 0, 9, 9)
            .Command(CommandCode.InitDb, "other"u8.ToArray()).Ok()
            .Command(CommandCode.FieldList, [.. "t\0"u8]).End()
            .Command(CommandCode.ProcessInfo).Error(1047, "08S01", "unknown command")
            .Command(CommandCode.Quit));

        Assert.Equal(["USE `other`", "COM_FIELD_LIST t", "COM_PROCESS_INFO"], statements.Select(statement => statement.Sql));
    }

    [Fact]
    public void Pipelined_commands_are_answered_in_their_order()
    {
        List<StatementEntry> statements = IndexRun.Statements(MySqlTranscript.LoggedIn()
            .Command(CommandCode.ResetConnection).Query("set names utf8mb4").Query("select 1")
            .Ok().Ok().Columns().TextRow("1").End());

        Assert.Equal(["set names utf8mb4", "select 1"], statements.Select(statement => statement.Sql));
    }

    [Fact]
    public void Verdicts_and_masks_belong_to_the_statement_at_their_offset()
    {
        MySqlTranscript transcript = MySqlTranscript.LoggedIn();
        transcript.Add(new StatementVerdict(transcript.ClientOffset, VerdictOutcome.Deny, "no-ddl", 2, "no")).Query("drop table t").Error(1142, "42000", "blocked");
        long offset = transcript.ClientOffset;
        transcript.Query("select ssn from people").Columns().Add(new MasksApplied(offset, ["ssn"])).TextRow("1").End();

        Assert.Equal(
            [("drop table t", VerdictOutcome.Deny, "no-ddl", ""), ("select ssn from people", VerdictOutcome.Allow, null, "ssn")],
            IndexRun.Statements(transcript).Select(statement => (statement.Sql, statement.Verdict, statement.Policy, string.Join(',', statement.Masked))));
    }

    [Fact]
    public void A_statement_without_an_answer_is_listed_when_the_session_ends()
    {
        StatementEntry statement = Assert.Single(IndexRun.Statements(MySqlTranscript.LoggedIn().Query("select sleep(9)").EndSession()));

        Assert.Equal(("select sleep(9)", (TimeSpan?)null), (statement.Sql, statement.Duration));
    }

    [Fact]
    public void A_login_under_TLS_is_read()
    {
        (SessionIndex index, _) = IndexRun.Index(new MySqlTranscript(MySqlTranscript.Usual | CapabilityFlags.Ssl).Greeting()
            .Client([0, 0x0A, 0, 0, .. new byte[28]]).Response("alice", "shop", "app").Ok());

        Assert.Equal("alice", index.User);
    }

    [Fact]
    public void Bytes_in_pieces_of_any_length_give_the_same_statements()
    {
        MySqlTranscript transcript = Everything();
        string[] whole = [.. IndexRun.Statements(transcript).Select(IndexRun.Describe)];
        Assert.Equal(7, whole.Length);
        for (int length = 1; length < 40; length++)
            Assert.Equal(whole, IndexRun.Read("mysql", IndexRun.Pieces(transcript, length)).Statements.Select(IndexRun.Describe));
    }

    [Fact]
    public void Cut_off_anywhere_nothing_throws_and_what_was_complete_is_listed()
    {
        (RecordKind Kind, byte[] Bytes)[] records = [.. IndexRun.Pieces(Everything(), 7)];
        int listed = 0;
        for (int count = 0; count <= records.Length; count++)
        {
            int now = IndexRun.Read("mysql", records[..count]).Statements.Count;
            Assert.True(now >= listed);
            listed = now;
        }
        Assert.Equal(7, listed);
    }

    [Fact]
    public void Damaged_bytes_never_throw()
    {
        foreach ((RecordKind Kind, byte[] Bytes)[] damaged in IndexRun.Damaged(Everything().EndSession(), 4000))
        {
            IndexRun.Read("mysql", damaged);
            IndexRun.ReadValues("mysql", damaged);
        }
    }

    private static MySqlTranscript Everything()
    {
        MySqlTranscript transcript = MySqlTranscript.LoggedIn();
        return transcript
            .Add(new StatementVerdict(transcript.ClientOffset, VerdictOutcome.Deny, "p", 1, "no")).Query("drop table t").Error(1142, "42000", "blocked")
            .Query("select 1; select 2").Columns(3).TextRow("1", null, "").End(ServerStatus.MoreResultsExist).Columns().End()
            .Prepare("select ?").Prepared(7, columns: 1, parameters: 1).Execute(7, 0, 0, 1, 253, 0, 1, (byte)'v').Columns().BinaryRow("x").End()
            .Execute(7, flags: 1, 0, 0, 1, (byte)'w').Columns(status: ServerStatus.CursorExists).Fetch(7).BinaryRow("a").End(ServerStatus.LastRowSent)
            .Query("load data local infile 'f' into table t").Server([0xFB, (byte)'f']).Client("1\n"u8).Client([]).Ok(1)
            .Command(CommandCode.Ping).Ok()
            .Prepare("bad").Error(1064, "42000", "syntax")
            .Command(CommandCode.Quit);
    }
}
