using System.CommandLine;
using WireProxy.Audit;
using WireProxy.Audit.Records;
using WireProxy.Audit.Stores;

namespace WireProxy.Cli;

/// <summary>The formats of <c>export</c>.</summary>
internal enum ExportFormat
{
    /// <summary>Exactly the bytes that one side sent.</summary>
    Raw,
}

/// <summary><c>export</c>: writes a recorded session in a form that other programs read.</summary>
internal static class ExportCommand
{
    private static readonly Option<ExportFormat> Format = new("--format") { Description = "raw: exactly the bytes that one side sent", Required = true };

    private static readonly Option<RecordedSide?> Direction = new("--direction") { Description = "Whose bytes" };

    private static readonly Option<FileInfo?> Output = new("--output", "-o") { Description = "The file to write [default: standard output]", HelpName = "FILE" };

    public static Command Create(CommandConfiguration configuration)
    {
        var archive = new SessionsArchive(configuration);
        var command = new Command("export", "Write a session's bytes, with authentication secrets and cancel keys as zeros.")
        {
            SessionsArchive.Id, Format, Direction, Output,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(Direction) is null)
                result.AddError("--format raw needs --direction client or --direction server.");
        });
        command.SetAction((parsed, cancellation) =>
            archive.RunAsync(parsed, (opened, session) => RunAsync(parsed, opened, session, cancellation), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, AuditArchive archive, SessionEntry session, CancellationToken cancellation)
    {
        RecordKind kind = parsed.GetValue(Direction) == RecordedSide.Client ? RecordKind.ClientBytes : RecordKind.ServerBytes;
        await using Stream output = parsed.GetValue(Output) is { } file ? file.Create() : Console.OpenStandardOutput();
        await foreach (StoredRecord record in archive.ReadRecordsAsync(session.Id, cancellation))
        {
            if (record.Kind == kind)
                await output.WriteAsync(record.Bytes, cancellation);
        }
        return ExitCode.Done;
    }
}
