using System.Text.Json.Nodes;
using WireProxy.Audit.Records;
using WireProxy.Tests.Recording.MySql;
using WireProxy.Tests.Recording.Postgres;
using WireProxy.Tests.Replay;

namespace WireProxy.Tests.Cli.Learn;

public sealed class LearnCommandTests
{
    [Fact]
    public async Task What_ran_is_proposed_with_an_example_and_a_count()
    {
        using RecordedFolder folder = await RecordedFolder.OfAsync(
            Ran("SELECT id FROM orders WHERE id = 1", "select id from orders where id = 22", "BEGIN"),
            Ran("SELECT id FROM orders WHERE id IN (1); SELECT 1"));
        string file = folder.Scratch("allow.json");
        CommandLineRun run = await RunAsync(folder, "--since", "1h", "-o", file);

        Assert.Equal((0, $"{file}: 4 fingerprints from 2 sessions\n", ""), (run.ExitCode, run.Output, run.Errors));
        JsonNode learned = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        Assert.Equal("Allow", (string?)learned["rule"]!["Effect"]);
        JsonArray statements = learned["statements"]!.AsArray();
        Assert.Equal(
            learned["rule"]!["Fingerprints"]!.AsArray().Select(fingerprint => (string?)fingerprint),
            statements.Select(statement => (string?)statement!["fingerprint"]));
        JsonNode most = statements[0]!;
        Assert.Equal((2, "Select", "SELECT id FROM orders WHERE id = 1", "postgres", 1, "alice"),
            ((int)most["count"]!, (string?)most["kind"], (string?)most["example"], (string?)most["protocol"], (int)most["sessions"]!, (string?)most["users"]![0]));
        Assert.Equal(
            ["BEGIN", "SELECT 1", "SELECT id FROM orders WHERE id IN (1)"],
            statements.Skip(1).Select(statement => (string)statement!["example"]!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_fingerprints_are_those_that_check_prints()
    {
        using RecordedFolder folder = await RecordedFolder.OfAsync(Ran("SELECT id FROM orders WHERE id = 1"));
        JsonNode learned = JsonNode.Parse((await RunAsync(folder)).Output)!;
        CommandLineRun check = await CommandLineRun.RunAsync("check", "--config", folder.Configuration, "--json", "select ID from orders where id=$1");
        Assert.Equal((string?)JsonNode.Parse(check.Output)!["statements"]![0]!["fingerprint"], (string?)learned["rule"]!["Fingerprints"]![0]);
    }

    [Fact]
    public async Task What_was_refused_or_failed_or_has_no_fingerprint_is_only_counted()
    {
        Transcript session = Transcript.LoggedIn();
        session.Add(new StatementVerdict(session.ClientOffset, VerdictOutcome.Deny, "p", 1, "no")).Query("DROP TABLE refused").Error("42501", "no").Ready();
        session.Query("SELECT failed").Error("42703", "no such column").Ready();
        session.Query("SELECT 'never answered'");
        MySqlTranscript other = MySqlTranscript.LoggedIn();
        other.Query("SELECT 1 /*! + 1 */").Ok();
        other.Query("DELETE FROM `kept` WHERE id = 'it\\'s'").Ok(1);
        using RecordedFolder folder = await RecordedFolder.OfAsync(session, other.EndSession());
        JsonNode learned = JsonNode.Parse((await RunAsync(folder)).Output)!;

        JsonNode only = Assert.Single(learned["statements"]!.AsArray())!;
        Assert.Equal(("mysql", "DELETE FROM `kept` WHERE id = 'it\\'s'"), ((string?)only["protocol"], (string?)only["example"]));
        Assert.Equal((3, 1, 0), ((int)learned["skipped"]!["notRun"]!, (int)learned["skipped"]!["withoutFingerprint"]!, (int)learned["skipped"]!["erasedSessions"]!));
    }

    [Fact]
    public async Task A_text_that_the_catalog_may_have_cut_is_not_proposed()
    {
        using RecordedFolder folder = await RecordedFolder.OfAsync(Ran($"DELETE FROM orders WHERE note = '{new string('x', 70_000)}'"));
        JsonNode learned = JsonNode.Parse((await RunAsync(folder)).Output)!;
        Assert.Empty(learned["statements"]!.AsArray());
    }

    [Fact]
    public async Task Filters_choose_the_sessions_and_learning_is_recorded()
    {
        using RecordedFolder folder = await RecordedFolder.OfAsync(Ran("SELECT 1"));
        foreach (string[] filter in (string[][])[["--user", "bob"], ["--until", "1h"], ["--endpoint", "other"]])
            Assert.Empty(JsonNode.Parse((await RunAsync(folder, filter)).Output)!["statements"]!.AsArray());
        CommandLineRun listed = await CommandLineRun.RunAsync("sessions", "list", "--system", "--sql", "learned", "--json", "--config", folder.Configuration);
        Assert.NotEmpty(JsonNode.Parse(listed.Output)!.AsArray());
    }

    private static Transcript Ran(params string[] statements)
    {
        Transcript session = Transcript.LoggedIn();
        foreach (string sql in statements)
            session.Query(sql).Complete("SELECT 0").Ready();
        return session.End();
    }

    private static async Task<CommandLineRun> RunAsync(RecordedFolder folder, params string[] options)
    {
        CommandLineRun run = await CommandLineRun.RunAsync(["learn", .. options, "--config", folder.Configuration]);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        return run;
    }
}
