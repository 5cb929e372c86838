using WireProxy.Protocols.MySql.Commands;
using WireProxy.Protocols.MySql.Messages;

namespace WireProxy.Tests.Recording.MySql;

public sealed class MySqlValuesTests
{
    [Fact]
    public void Text_rows_have_names_types_and_values()
    {
        Assert.Equal(
            ["Runs select 1; do 0", "columns c1:varchar,c2:varchar", "row 1|NULL", "row |ü", "end 2 rows", "end OK, 0 rows affected"],
            Values(MySqlTranscript.LoggedIn().Query("select 1; do 0").Columns(2).TextRow("1", null).TextRow("", "ü")
                .End(ServerStatus.MoreResultsExist).Ok()));
    }

    [Fact]
    public void A_result_without_rows_has_its_columns()
    {
        Assert.Equal(["columns c1:varchar", "end 0 rows"], Values(MySqlTranscript.LoggedIn().Query("select 1").Columns().End()).TakeLast(2));
    }

    [Fact]
    public void Executions_have_their_parameters_also_those_that_rely_on_earlier_types_and_came_in_pieces()
    {
        // TINY -1, LONGLONG unsigned, VAR_STRING, NULL; then the same types again.
        byte[] types = [1, 0, 8, 0x80, 253, 0, 253, 0];
        IEnumerable<string> runs = Runs(MySqlTranscript.LoggedIn()
            .Prepare("select ?, ?, ?, ?").Prepared(1, columns: 1, parameters: 4)
            .Execute(1, 0, [0b1000, 1, .. types, 0xFF, .. Enumerable.Repeat((byte)0xFF, 8), 2, .. "hi"u8]).Columns().BinaryRow("x").End()
            .Command(CommandCode.StmtSendLongData, 1, 0, 0, 0, 2, 0, (byte)'l', (byte)'o')
            .Command(CommandCode.StmtSendLongData, 1, 0, 0, 0, 2, 0, (byte)'n', (byte)'g')
            .Execute(1, 0, [0b1000, 0, 5, 1, 0, 0, 0, 0, 0, 0, 0]).Columns().BinaryRow("x").End());

        Assert.Equal(
            [
                "Runs select ?, ?, ?, ? [-1:Number:tinyint, 18446744073709551615:Number:bigint unsigned, hi:Text:varchar, NULL:Text:]",
                "Runs select ?, ?, ?, ? [5:Number:tinyint, 1:Number:bigint unsigned, long:Text:varchar, NULL:Text:]",
            ],
            runs);
    }

    [Fact]
    public void What_came_in_pieces_is_gone_behind_a_reset()
    {
        Assert.Equal("Runs select ? [new:Text:varchar]", Runs(MySqlTranscript.LoggedIn()
            .Prepare("select ?").Prepared(1, columns: 1, parameters: 1)
            .Command(CommandCode.StmtSendLongData, 1, 0, 0, 0, 0, 0, (byte)'o', (byte)'l', (byte)'d')
            .Command(CommandCode.StmtReset, 1, 0, 0, 0).Ok()
            .Execute(1, 0, [0, 1, 253, 0, 3, .. "new"u8]).Columns().End()).Single());
    }

    [Fact]
    public void An_execution_that_can_not_be_read_costs_its_values_and_no_more()
    {
        Assert.Equal(["Runs select ?", "Runs select ?", "Runs select ? [2:Number:tinyint]"], Runs(MySqlTranscript.LoggedIn()
            .Prepare("select ?").Prepared(1, columns: 1, parameters: 1)
            .Execute(1, 0, [0, 1, 253, 0, 9, (byte)'x']).Error(1835, "HY000", "Malformed communication packet.")
            .Execute(1, 0, [0, 0, 1, (byte)'x']).Columns().End()
            .Execute(1, 0, [0, 1, 1, 0, 2]).Columns().End()));
    }

    [Fact]
    public void Fetched_rows_have_the_columns_of_the_execution()
    {
        Assert.Equal(["columns c1:varchar", "row a", "end 1 row"],
            Values(MySqlTranscript.LoggedIn().Prepare("select n").Prepared(1, columns: 1, parameters: 0)
                .Execute(1, flags: 1).Columns(status: ServerStatus.CursorExists).Fetch(1).BinaryRow("a").End(ServerStatus.LastRowSent)).TakeLast(3));
    }

    [Fact]
    public void A_refused_login_and_a_refusal_before_the_greeting_are_told()
    {
        Assert.Equal(["error 1045 (28000) denied"],
            Values(new MySqlTranscript(MySqlTranscript.Usual).Greeting().Response("a", "b", "c").Error(1045, "28000", "denied")));
        Assert.Equal(["error 1040 Too many connections"],
            Values(new MySqlTranscript(MySqlTranscript.Usual).Server([0xFF, 0x10, 0x04, .. "Too many connections"u8])));
    }

    [Fact]
    public void A_row_over_the_limit_is_told_by_its_length()
    {
        Assert.Contains("row of 70004 bytes",
            Values(MySqlTranscript.LoggedIn().Query("select 1").Columns().Server([0xFD, 0x70, 0x11, 0x01, .. new byte[70000]]).End()));
    }

    private static IEnumerable<string> Runs(MySqlTranscript transcript) =>
        Values(transcript).Where(line => line.StartsWith("Runs", StringComparison.Ordinal));

    private static IEnumerable<string> Values(MySqlTranscript transcript)
    {
        (List<string> lines, bool isLost) = IndexRun.ReadValues("mysql", transcript.Records);
        Assert.False(isLost);
        return lines.Where(line => !line.StartsWith("identity", StringComparison.Ordinal));
    }
}
