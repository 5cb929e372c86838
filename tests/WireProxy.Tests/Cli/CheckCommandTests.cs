using System.Text;
using System.Text.Json.Nodes;
using WireProxy.Cli.Check;
using WireProxy.Policy;
using WireProxy.Sql.Analysis;
using WireProxy.Tests.Configuration;
using WireProxy.Tests.Policy;

namespace WireProxy.Tests.Cli;

public sealed class CheckCommandTests
{
    private const string Masks = """
        { "Name": "pii", "Masks": [
            { "Column": "public.customers.ssn", "With": "Last4" },
            { "Column": "customers.email", "With": "Email" },
            { "Column": "*.customers.ssn", "With": "Full" } ] }
        """;

    [Fact]
    public async Task A_statement_is_judged_and_the_exit_code_is_zero()
    {
        using var folder = ConfigurationFolder.Holding("\"Policies\": []");
        CommandLineRun run = await CommandLineRun.RunAsync("check", "--config", folder.File, "--json", "SELECT 1");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        JsonNode json = JsonNode.Parse(run.Output)!;
        Assert.Equal(("allow", "complete"), ((string?)json["verdict"], (string?)json["coverage"]));
        Assert.Equal("verdict    allow", (await CommandLineRun.RunAsync("check", "--config", folder.File, "SELECT 1")).Output.Split('\n')[0]);
    }

    [Fact]
    public async Task A_batch_gives_one_line_of_json_for_each_statement()
    {
        using var folder = ConfigurationFolder.Holding("\"Policies\": []");
        string batch = folder.Write("batch", "SELECT 1;\nSELECT 2\0\0SELECT 3"u8);
        CommandLineRun run = await CommandLineRun.RunAsync("check", "--config", folder.File, "--batch", batch);

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        string[] lines = run.Output.TrimEnd('\n').Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.Equal("allow", (string?)JsonNode.Parse(line)!["verdict"]));
    }

    [Theory]
    [InlineData("@/etc/hostname")]
    [InlineData("--", "-- a comment")]
    [InlineData("--", "--json")]
    public async Task A_statement_may_look_like_something_else(params string[] sql)
    {
        using var folder = ConfigurationFolder.Holding("\"Policies\": []");
        CommandLineRun run = await CommandLineRun.RunAsync(["check", "--config", folder.File, .. sql]);

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.StartsWith("verdict ", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check")]
    [InlineData("check", "SELECT 1", "--batch", "-")]
    [InlineData("check", "SELECT 1", "SELECT 2")]
    [InlineData("check", "--batch", "/nowhere/batch")]
    [InlineData("check", "SELECT 1", "--endpoint", "gp")]
    public async Task Wrong_usage_exits_with_two(params string[] arguments)
    {
        using var folder = ConfigurationFolder.Holding("\"Policies\": []");
        CommandLineRun run = await CommandLineRun.RunAsync([.. arguments, "--config", folder.File]);

        Assert.Equal(2, run.ExitCode);
        Assert.NotEmpty(run.Errors);
    }

    [Fact]
    public void The_json_names_are_the_contract()
    {
        StatementSummary statement = (Statements.Of(StatementKind.Select, StatementKind.Delete).Calling("pg_sleep", "s.f").Hiding("dynamic SQL") with
        {
            Where = WherePresence.Missing,
            Relations = [new(new("public", "customers"), AccessMode.Read), new(new(null, "log"), AccessMode.Write)],
            Outputs =
            [
                new("ssn", Of("public.customers", "ssn")),
                new("id", Of("public.customers", "id")),
                new(null, Lineage.Unknown),
            ],
        });
        CheckedText text = Checked("""{ "Name": "no \"delete\"", "Rules": [ { "Effect": "Deny", "Statements": ["Delete"], "Message": "nø" } ] },""", statement);

        Assert.Equal(
            """
            {"verdict":"deny","policy":"no \"delete\"","rule":1,"message":"nø","coverage":"partial","statements":[
            {"kind":"Select","kinds":["Select","Delete"],
            "relations":[{"name":"public.customers","access":"read"},{"name":"log","access":"write"}],
            "functions":["pg_sleep","s.f"],"where":"missing","gap":"dynamic SQL","fingerprint":null,"outputs":[
            {"name":"ssn","lineage":["public.customers.ssn"],"mask":"Full"},
            {"name":"id","lineage":["public.customers.id"],"mask":null},
            {"name":null,"lineage":"unknown","mask":"Full"}],
            "masks":[{"column":"public.customers.ssn","mask":"Last4","policy":"pii"},
            {"column":"*.customers.email","mask":"Email","policy":"pii"},
            {"column":"*.customers.ssn","mask":"Full","policy":"pii"}]}]}
            """.ReplaceLineEndings(""),
            CheckJson.Write(text));
    }

    [Theory]
    [InlineData(StatementKind.Select, DataMovement.None, "allow")]
    [InlineData(StatementKind.Insert, DataMovement.StoresWhatItReads, "deny")]
    [InlineData(StatementKind.CopyOut, DataMovement.None, "deny")]
    public void What_masks_refuse_is_refused(StatementKind kind, DataMovement movement, string verdict)
    {
        CheckedText text = Checked("", Statements.Of(kind).On("customers") with { Movement = movement });
        Assert.StartsWith($"{{\"verdict\":\"{verdict}\",\"policy\":{(verdict == "deny" ? "\"pii\"" : "null")}", CheckJson.Write(text), StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_says_the_same_for_people()
    {
        StatementSummary statement = Statements.Of(StatementKind.Select).On("customers") with
        {
            Outputs =
            [
                new("email", Of("customers", "email") with { Derivation = Derivation.Copy }),
                new("upper", Of("customers", "email")),
                new("now", new Lineage(true, [])),
            ],
            Result = ResultColumns.Listed,
        };

        Assert.Equal(
            """
            verdict    allow
            coverage   complete

            statement  1 Select
            kinds      Select
            relations  customers (read)
            output     email from customers.email, mask Email of pii
            output     upper from customers.email, mask Full of pii
            output     now
            """,
            CheckReport.Write(Checked("", statement)));
    }

    [Theory]
    [InlineData("", new string[0])]
    [InlineData("a", new[] { "a" })]
    [InlineData("a\0", new[] { "a" })]
    [InlineData("\0a\0\0b", new[] { "", "a", "", "b" })]
    public async Task Batches_are_split_at_zero_bytes_wherever_reads_end(string input, string[] texts)
    {
        for (int size = 1; size <= 3; size++)
        {
            var found = new List<string>();
            await foreach (byte[] text in NulSeparated.ReadAsync(new SlowStream(Encoding.ASCII.GetBytes(input), size), CancellationToken.None))
                found.Add(Encoding.ASCII.GetString(text));
            Assert.Equal(texts, found);
        }
    }

    private static Lineage Of(string relation, string column) => new(true, [new(Statements.Name(relation), column)]);

    private static CheckedText Checked(string policies, StatementSummary statement)
    {
        SessionPolicy policy = PolicySnapshot.Compile(Configured.Policies(policies + Masks)).ForSession(default);
        return new PostgresCheck(policy).Run(Statements.Batch(statement));
    }

    private sealed class SlowStream(byte[] content, int step) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(step, buffer.Length)], cancellationToken);
    }
}
