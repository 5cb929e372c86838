using WireProxy.Protocols.Postgres.Messages;

namespace WireProxy.Tests.Recording.Postgres;

public sealed class PostgresValuesTests
{
    private static readonly byte[] BinaryColumn = [0, 1, (byte)'n', 0, .. new byte[6], 0, 0, 0, 23, 0, 4, 255, 255, 255, 255, 0, 1];

    [Fact]
    public void A_described_portal_has_names_types_and_values()
    {
        Assert.Equal(
            [
                "Prepares select $1", "Binds (text not known) [7:Text:int4, NULL:Text:]", "Runs select $1 [7:Text:int4, NULL:Text:]",
                "columns n:int4", "row -2", "end SELECT 1", "left",
            ],
            Values(Transcript.LoggedIn()
                .Client(FrontendMessageCode.Parse, [.. "\0select $1\0"u8, 0, 1, 0, 0, 0, 23])
                .Client(FrontendMessageCode.Bind, [0, 0, 0, 1, 0, 1, 0, 2, 0, 0, 0, 4, 0, 0, 0, 7, 255, 255, 255, 255, 0, 1, 0, 1])
                .Client(FrontendMessageCode.Describe, "P\0"u8.ToArray()).Execute("").Sync()
                .Parsed().Bound().Server(BackendMessageCode.RowDescription, BinaryColumn)
                .Server(BackendMessageCode.DataRow, [0, 1, 0, 0, 0, 4, 255, 255, 255, 254]).Complete("SELECT 1").Ready()
                .Client(FrontendMessageCode.Terminate, [])));
    }

    [Fact]
    public void A_described_statement_knows_the_types_and_Bind_the_formats()
    {
        IEnumerable<string> values = Values(Transcript.LoggedIn()
            .Parse("s", "select $1").Client(FrontendMessageCode.Describe, "Ss\0"u8.ToArray()).Sync()
            .Parsed().Server(BackendMessageCode.ParameterDescription, [0, 1, 0, 0, 0, 23])
            .Server(BackendMessageCode.RowDescription, [.. BinaryColumn[..^1], 0]).Ready()
            .Client(FrontendMessageCode.Bind, [0, (byte)'s', 0, 0, 1, 0, 1, 0, 1, 0, 0, 0, 4, 0, 0, 0, 7, 0, 1, 0, 1]).Execute("").Sync()
            .Bound().Server(BackendMessageCode.DataRow, [0, 1, 0, 0, 0, 4, 0, 0, 0, 9]).Complete("SELECT 1").Ready());

        Assert.Equal(["Runs select $1 [7:Text:int4]", "columns n:int4", "row 9", "end SELECT 1"], values.TakeLast(4));
    }

    [Fact]
    public void A_Bind_that_can_not_be_read_costs_its_values_and_no_more()
    {
        IEnumerable<string> values = Values(Transcript.LoggedIn()
            .Parse("s", "select $1").Client(FrontendMessageCode.Bind, [0, (byte)'s', 0, 0, 0, 0, 1, 0, 0, 0, 9, 7]).Sync()
            .Parsed().Error("08P01", "insufficient data left in message").Ready()
            .Client(FrontendMessageCode.Bind, [0, (byte)'s', 0, 0, 0, 0, 1, 0, 0, 0, 1, (byte)'7', 0, 0]).Execute("").Sync()
            .Bound().Rows(1).Complete("SELECT 1").Ready());

        Assert.Contains("Runs select $1 [7:Text:]", values);
        Assert.Equal("end SELECT 1", values.Last());
    }

    [Fact]
    public void Rows_that_nobody_described_have_numbered_columns()
    {
        Assert.Equal(["columns column1:0", "row x", "end SELECT 1"],
            Values(Transcript.LoggedIn().Parse("", "select 'x'").Bind("", "").Execute("").Sync().Parsed().Bound().Rows(1).Complete("SELECT 1").Ready()).TakeLast(3));
    }

    [Fact]
    public void A_described_result_without_rows_has_its_columns()
    {
        Assert.Equal(["columns n:int4", "end SELECT 0"],
            Values(Transcript.LoggedIn().Parse("", "select 1").Bind("", "").Client(FrontendMessageCode.Describe, "P\0"u8.ToArray()).Execute("").Sync()
                .Parsed().Bound().Server(BackendMessageCode.RowDescription, BinaryColumn).Complete("SELECT 0").Ready()).TakeLast(2));
    }

    [Fact]
    public void Copies_errors_and_notices_are_told()
    {
        Assert.Equal(
            [
                "Runs copy t from stdin", "copied Client 2", "copy Client Text", "end COPY 1",
                "Runs copy t to stdout", "copy Server Text", "copied Server 2", "notice 00000 hello", "error 57014 canceled", "error 57P01 farewell",
            ],
            Values(Transcript.LoggedIn()
                .Query("copy t from stdin").Client(FrontendMessageCode.CopyData, "1\n"u8.ToArray()).Client(FrontendMessageCode.CopyDone, [])
                .Server(BackendMessageCode.CopyInResponse, [0, 0, 0]).Complete("COPY 1").Ready()
                .Query("copy t to stdout").Server(BackendMessageCode.CopyOutResponse, [0, 0, 0]).Server(BackendMessageCode.CopyData, "1\n"u8.ToArray())
                .Server(BackendMessageCode.NoticeResponse, "SNOTICE\0C00000\0Mhello\0\0"u8.ToArray())
                .Error("57014", "canceled").Ready().Error("57P01", "farewell")));
    }

    private static IEnumerable<string> Values(Transcript transcript) =>
        IndexRun.ReadValues("postgres", transcript.Records).Lines.Where(line => !line.StartsWith("identity", StringComparison.Ordinal));
}
