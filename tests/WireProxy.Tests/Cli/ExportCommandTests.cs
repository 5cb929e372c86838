using WireProxy.Audit.Records;
using WireProxy.Cli;
using WireProxy.Tests.Recording.Postgres;
using WireProxy.Tests.Replay;

namespace WireProxy.Tests.Cli;

public sealed class ExportCommandTests
{
    [Theory]
    [InlineData("client", RecordKind.ClientBytes)]
    [InlineData("server", RecordKind.ServerBytes)]
    public async Task Raw_is_exactly_the_bytes_of_one_side(string direction, RecordKind kind)
    {
        Transcript transcript = Transcript.LoggedIn().Query("select 1").Columns().Rows(2000).Complete("SELECT 2000").Ready();
        using RecordedFolder folder = await RecordedFolder.OfAsync(transcript);
        string file = folder.Scratch("bytes");

        CommandLineRun run = await CommandLineRun.RunAsync(
            "export", folder.Ids[0], "--format", "raw", "--direction", direction, "-o", file, "--config", folder.Configuration);

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Errors));
        byte[] expected = [.. transcript.Records.Where(record => record.Kind == kind).SelectMany(record => record.Bytes)];
        Assert.Equal(expected, await File.ReadAllBytesAsync(file));
    }

    [Theory]
    [InlineData("--format", "raw")]
    [InlineData("--direction", "client")]
    [InlineData("--format", "sideways", "--direction", "client")]
    public async Task Raw_needs_its_direction_and_the_format_its_name(params string[] options)
    {
        using RecordedFolder folder = await RecordedFolder.OfAsync(Transcript.LoggedIn());

        CommandLineRun run = await CommandLineRun.RunAsync(["export", folder.Ids[0], .. options, "--config", folder.Configuration]);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
    }

    [Fact]
    public async Task An_unknown_session_writes_no_file()
    {
        using RecordedFolder folder = await RecordedFolder.OfAsync();
        string file = folder.Scratch("bytes");

        CommandLineRun run = await CommandLineRun.RunAsync(
            "export", "zzz", "--format", "raw", "--direction", "client", "-o", file, "--config", folder.Configuration);

        Assert.Equal(ExitCode.NotFound, run.ExitCode);
        Assert.False(File.Exists(file));
    }
}
