using WireProxy.Audit.Records;
using WireProxy.Cli;
using WireProxy.Tests.Recording.MySql;
using WireProxy.Tests.Recording.Postgres;
using WireProxy.Tests.Replay;

namespace WireProxy.Tests.Cli;

public sealed class ReplayCommandTests
{
    [Fact]
    public async Task The_terminal_shows_statements_results_and_events_in_order()
    {
        Transcript transcript = Transcript.LoggedIn();
        transcript.Query("select 1").Columns().Rows(1).Complete("SELECT 1").Ready()
            .Parse("s", "select 2").Bind("", "s").Execute("").Sync().Parsed().Bound().Rows(1).Complete("SELECT 1").Ready()
            .Add(new StatementVerdict(transcript.ClientOffset, VerdictOutcome.Deny, "no-ddl", 1, "no"))
            .Query("drop table t").Error("42501", "blocked").Ready();
        using RecordedFolder folder = await RecordedFolder.OfAsync(transcript);

        CommandLineRun run = await CommandLineRun.RunAsync("replay", folder.Ids[0], "--speed", "1000", "--config", folder.Configuration);

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Errors));
        // 00:00:00.000 and a blank come first.
        string[] lines = [.. run.Output.TrimEnd().Split(Environment.NewLine).Select(line => line[13..])];
        Assert.Equal(
            [
                $"- session {folder.Ids[0]} opened by 127.0.0.1:5000 on shop-pg (postgres)",
                "> select 1", "< c", "< x", "< (SELECT 1)",
                "> (prepare) select 2", "> select 2", "< column1", "< x", "< (SELECT 1)",
                "- deny by policy no-ddl: no", "> drop table t", "< ERROR 42501 blocked",
                "- session ended: ClientClosed",
            ],
            lines);
    }

    [Fact]
    public async Task A_MySQL_session_is_shown_in_the_same_words()
    {
        using RecordedFolder folder = await RecordedFolder.OfAsync(
            MySqlTranscript.LoggedIn().Query("select 1").Columns(2).TextRow("1", null).End().Query("bad").Error(1064, "42000", "syntax"));

        CommandLineRun run = await CommandLineRun.RunAsync("replay", folder.Ids[0], "--speed", "1000", "--config", folder.Configuration);

        string[] lines = [.. run.Output.TrimEnd().Split(Environment.NewLine).Select(line => line[13..])];
        Assert.Equal(
            ["> select 1", "< c1 | c2", "< 1  | NULL", "< (1 row)", "> bad", "< ERROR 1064 (42000) syntax", "- session ended: ClientClosed"], lines[1..]);
    }

    [Fact]
    public async Task Rows_beyond_the_limit_are_counted()
    {
        using RecordedFolder folder = await RecordedFolder.OfAsync(
            Transcript.LoggedIn().Query("select 1").Columns().Rows(500).Complete("SELECT 500").Ready());

        CommandLineRun run = await CommandLineRun.RunAsync(
            "replay", folder.Ids[0], "--speed", "1000", "--rows", "3", "--config", folder.Configuration);

        Assert.Equal(3, run.Output.Split(Environment.NewLine).Count(line => line.EndsWith("< x", StringComparison.Ordinal)));
        Assert.Contains("(SELECT 500, 497 of the rows not shown)", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replay_from_a_time_on_passes_over_what_came_before()
    {
        using RecordedFolder folder = await RecordedFolder.OfAsync(Transcript.LoggedIn().Query("select 1").Complete("SELECT 1").Ready());

        CommandLineRun run = await CommandLineRun.RunAsync(
            "replay", folder.Ids[0], "--from", "00:01:30", "--config", folder.Configuration);

        Assert.DoesNotContain("select 1", run.Output, StringComparison.Ordinal);
        Assert.Contains("opened by", run.Output, StringComparison.Ordinal);
        Assert.Contains("session ended", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_not_the_protocols_are_said_to_be_so_once()
    {
        using RecordedFolder folder = await RecordedFolder.OfAsync(
            Transcript.LoggedIn().Client([1, 0, 0, 0, 0, 9]).Query("select 1").Query("select 2"));

        CommandLineRun run = await CommandLineRun.RunAsync("replay", folder.Ids[0], "--speed", "1000", "--config", folder.Configuration);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Single(run.Output.Split("are not the protocol's").Skip(1));
        Assert.EndsWith("- session ended: ClientClosed", run.Output.TrimEnd(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--speed", "0")]
    [InlineData("--speed", "-1")]
    [InlineData("--speed", "fast")]
    [InlineData("--from", "later")]
    [InlineData("--from", "-1")]
    [InlineData("--max-pause", "long")]
    [InlineData("--serve", "nowhere")]
    public async Task A_wrong_value_is_a_usage_error(string option, string value)
    {
        using RecordedFolder folder = await RecordedFolder.OfAsync(Transcript.LoggedIn());

        CommandLineRun run = await CommandLineRun.RunAsync("replay", folder.Ids[0], option, value, "--config", folder.Configuration);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
    }

    [Fact]
    public async Task A_recording_that_was_changed_is_an_integrity_violation()
    {
        using RecordedFolder folder = await RecordedFolder.OfAsync(Transcript.LoggedIn().Query("select 'needle'").Complete("SELECT 1").Ready());
        // Every place: the catalog has the text, too.
        int places = 0;
        foreach (string file in Directory.EnumerateFiles(folder.AuditPath, "*", SearchOption.AllDirectories))
        {
            byte[] bytes = await File.ReadAllBytesAsync(file);
            for (int at = bytes.AsSpan().IndexOf("needle"u8); at >= 0; at = bytes.AsSpan().IndexOf("needle"u8), places++)
                bytes[at] = (byte)'N';
            await File.WriteAllBytesAsync(file, bytes);
        }
        Assert.NotEqual(0, places);

        CommandLineRun run = await CommandLineRun.RunAsync("replay", folder.Ids[0], "--speed", "1000", "--config", folder.Configuration);

        Assert.Equal(ExitCode.IntegrityViolation, run.ExitCode);
        Assert.Contains("chunk 1", run.Errors, StringComparison.Ordinal);
    }
}
