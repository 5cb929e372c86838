using System.Text.Json;
using WireProxy.Audit.Records;
using WireProxy.Cli;
using WireProxy.Tests.Recording.Postgres;
using WireProxy.Tests.Replay;

namespace WireProxy.Tests.Cli;

public sealed class SessionsCommandTests
{
    [Fact]
    public async Task The_list_as_JSON_has_the_documented_names()
    {
        using RecordedFolder folder = await RecordedFolder.OfAsync(WithRefusal());

        JsonElement session = Assert.Single((await JsonAsync(folder, "sessions", "list", "--json")).EnumerateArray());

        Assert.Equal(
            [
                "id", "endpoint", "protocol", "user", "database", "client", "application", "startedAt", "endedAt", "endReason",
                "statements", "denied", "rows", "bytesFromClient", "bytesToClient",
            ],
            session.EnumerateObject().Select(property => property.Name));
        Assert.Equal(folder.Ids[0], session.GetProperty("id").GetString());
        Assert.Equal("alice", session.GetProperty("user").GetString());
        Assert.Equal((2, 1, 3), (session.GetProperty("statements").GetInt32(), session.GetProperty("denied").GetInt32(), session.GetProperty("rows").GetInt32()));
        Assert.Equal(DateTimeKind.Utc, session.GetProperty("startedAt").GetDateTime().Kind);
    }

    [Fact]
    public async Task A_session_as_JSON_has_its_statements_with_the_documented_names()
    {
        using RecordedFolder folder = await RecordedFolder.OfAsync(WithRefusal());

        JsonElement shown = await JsonAsync(folder, "sessions", "show", folder.Ids[0], "--json");

        Assert.Equal(folder.Ids[0], shown.GetProperty("session").GetProperty("id").GetString());
        JsonElement[] statements = [.. shown.GetProperty("statements").EnumerateArray()];
        Assert.Equal(
            ["seq", "at", "durationMs", "sql", "kind", "verdict", "policy", "rule", "rows", "error", "masked"],
            statements[0].EnumerateObject().Select(property => property.Name));
        Assert.Equal(["deny", "allow"], statements.Select(statement => statement.GetProperty("verdict").GetString()));
        Assert.Equal(2, statements[0].GetProperty("rule").GetInt32());
        Assert.Equal(JsonValueKind.Null, statements[1].GetProperty("policy").ValueKind);
        Assert.Equal("ssn", Assert.Single(statements[1].GetProperty("masked").EnumerateArray()).GetString());
    }

    [Theory]
    [InlineData("--user", "alice", 2)]
    [InlineData("--user", "bob", 0)]
    [InlineData("--database", "shop", 2)]
    [InlineData("--endpoint", "shop-pg", 2)]
    [InlineData("--sql", "DROP table", 1)]
    [InlineData("--since", "1h", 2)]
    [InlineData("--until", "1h", 0)]
    [InlineData("--since", "2001-02-03T04:05:06Z", 2)]
    [InlineData("--client", "127.0.0.1", 2)]
    [InlineData("--client", "127.0.0.1:5000", 2)]
    [InlineData("--client", "::1", 0)]
    [InlineData("--application", "app", 2)]
    [InlineData("--application", "other", 0)]
    [InlineData("--rows-over", "2", 1)]
    [InlineData("--rows-over", "3", 0)]
    [InlineData("--limit", "1", 1)]
    public async Task Filters_narrow_the_list(string option, string value, int expected)
    {
        using RecordedFolder folder = await RecordedFolder.OfAsync(WithRefusal(), Transcript.LoggedIn());

        Assert.Equal(expected, (await JsonAsync(folder, "sessions", "list", option, value, "--json")).GetArrayLength());
    }

    [Fact]
    public async Task Only_sessions_with_a_refusal_are_listed_when_asked()
    {
        using RecordedFolder folder = await RecordedFolder.OfAsync(WithRefusal(), Transcript.LoggedIn());

        JsonElement session = Assert.Single((await JsonAsync(folder, "sessions", "list", "--denied", "--json")).EnumerateArray());

        Assert.Equal(folder.Ids[0], session.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Only_sessions_with_a_masked_column_are_listed_when_asked()
    {
        using RecordedFolder folder = await RecordedFolder.OfAsync(WithRefusal(), Transcript.LoggedIn());

        JsonElement session = Assert.Single((await JsonAsync(folder, "sessions", "list", "--masked", "--json")).EnumerateArray());

        Assert.Equal(folder.Ids[0], session.GetProperty("id").GetString());
    }

    [Fact]
    public async Task The_timeline_has_the_time_from_the_start()
    {
        using RecordedFolder folder = await RecordedFolder.OfAsync(WithRefusal());

        string[] lines = (await RunAsync(folder, "sessions", "show", folder.Ids[0])).Output.TrimEnd().Split(Environment.NewLine);

        Assert.Contains(lines, line => line.StartsWith("SEQ  AT (UTC)", StringComparison.Ordinal) && line.Contains("FROM START", StringComparison.Ordinal));
        Assert.Contains("00:00:0", lines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("90", 90)]
    [InlineData("1.5", 1.5)]
    [InlineData("00:01:30.250", 90.25)]
    [InlineData("25:00:00", 90000)]
    public void Times_of_a_session_are_read_as_they_are_shown(string text, double seconds)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), SessionsWords.ReadClock(text));
        if (text.Contains('.', StringComparison.Ordinal) && text.Contains(':', StringComparison.Ordinal))
            Assert.Equal(text, SessionsWords.Clock(TimeSpan.FromSeconds(seconds)));
    }

    [Fact]
    public async Task Text_from_the_wire_can_not_speak_to_the_terminal()
    {
        using RecordedFolder folder = await RecordedFolder.OfAsync(
            Transcript.LoggedIn().Query("select\t1 -- \e[2J\u202egnihton\r\nfrom x").Complete("SELECT 1").Ready());

        CommandLineRun run = await RunAsync(folder, "sessions", "show", folder.Ids[0]);

        Assert.Contains("select 1 -- \uFFFD[2J\uFFFDgnihton from x", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', run.Output);
    }

    [Theory]
    [InlineData("show", "zzzz", ExitCode.NotFound)]
    [InlineData("show", "", ExitCode.NotFound)]
    [InlineData("show", "0", ExitCode.Usage)]
    public async Task An_id_that_names_no_session_or_several_is_an_error(string verb, string id, int code)
    {
        using RecordedFolder folder = await RecordedFolder.OfAsync(Transcript.LoggedIn(), Transcript.LoggedIn());

        CommandLineRun run = await RunAsync(folder, "sessions", verb, id);

        Assert.Equal((code, ""), (run.ExitCode, run.Output));
        Assert.NotEqual("", run.Errors);
    }

    [Theory]
    [InlineData("--since", "yesterday")]
    [InlineData("--until", "5x")]
    [InlineData("--limit", "0")]
    [InlineData("--limit", "many")]
    [InlineData("--rows-over", "-1")]
    public async Task A_wrong_value_is_a_usage_error(string option, string value)
    {
        using RecordedFolder folder = await RecordedFolder.OfAsync();

        Assert.Equal(ExitCode.Usage, (await RunAsync(folder, "sessions", "list", option, value)).ExitCode);
    }

    [Fact]
    public async Task A_folder_without_recordings_is_a_failure()
    {
        using RecordedFolder folder = await RecordedFolder.OfAsync();
        Directory.Delete(folder.AuditPath, recursive: true);

        CommandLineRun run = await RunAsync(folder, "sessions", "list");

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains(folder.AuditPath, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_plain_list_has_a_line_per_session_under_its_headers()
    {
        using RecordedFolder folder = await RecordedFolder.OfAsync(WithRefusal(), Transcript.LoggedIn());

        string[] lines = (await RunAsync(folder, "sessions", "list")).Output.TrimEnd().Split(Environment.NewLine);

        Assert.Equal(3, lines.Length);
        Assert.StartsWith("ID ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith(folder.Ids[1], lines[1], StringComparison.Ordinal);
        Assert.StartsWith(folder.Ids[0], lines[2], StringComparison.Ordinal);
    }

    private static Transcript WithRefusal()
    {
        Transcript transcript = Transcript.LoggedIn();
        transcript.Add(new StatementVerdict(transcript.ClientOffset, VerdictOutcome.Deny, "no-ddl", 2, "no"))
            .Query("drop table people").Error("42501", "blocked").Ready();
        var masks = new MasksApplied(transcript.ClientOffset, ["ssn"]);
        return transcript.Query("select ssn from people").Columns().Add(masks).Rows(3).Complete("SELECT 3").Ready();
    }

    private static Task<CommandLineRun> RunAsync(RecordedFolder folder, params string[] arguments) =>
        CommandLineRun.RunAsync([.. arguments, "--config", folder.Configuration]);

    private static async Task<JsonElement> JsonAsync(RecordedFolder folder, params string[] arguments)
    {
        CommandLineRun run = await RunAsync(folder, arguments);
        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Errors));
        return JsonDocument.Parse(run.Output).RootElement;
    }
}
