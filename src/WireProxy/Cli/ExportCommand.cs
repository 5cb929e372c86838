using System.CommandLine;
using WireProxy.Audit;
using WireProxy.Audit.Records;
using WireProxy.Audit.Stores;
using WireProxy.Replay;
using WireProxy.Replay.Exporters;
using WireProxy.Replay.Exporters.Csv;
using WireProxy.Replay.Exporters.Pcapng;
using WireProxy.Replay.Exporters.Sql;

namespace WireProxy.Cli;

/// <summary>The formats of <c>export</c>.</summary>
internal enum ExportFormat
{
    /// <summary>Exactly the bytes that one side sent.</summary>
    Raw,

    /// <summary>A JSON object per event and statement.</summary>
    Jsonl,

    /// <summary>A script for the server's stock client.</summary>
    Sql,

    /// <summary>Result sets.</summary>
    Csv,

    /// <summary>A capture for Wireshark.</summary>
    Pcapng,
}

/// <summary><c>export</c>: writes a recorded session in a form that other programs read.</summary>
internal static class ExportCommand
{
    private static readonly Option<ExportFormat> Format = new("--format")
    {
        Description = "raw: exactly the bytes that one side sent; jsonl: events and statements; sql: a script; csv: result sets; pcapng: for Wireshark",
        Required = true,
    };

    private static readonly Option<RecordedSide?> Direction = new("--direction") { Description = "raw: whose bytes" };

    private static readonly Option<bool> Rows = new("--rows") { Description = "jsonl: write every row, too" };

    private static readonly Option<long?> Statement = new("--statement") { Description = "csv: results of the statement with this seq", HelpName = "SEQ" };

    private static readonly Option<long?> Result = new("--result") { Description = "csv: which result of the statement, from 1", HelpName = "N" };

    private static readonly Option<string?> Output = new("--output", "-o")
    {
        Description = "The file to write [default: standard output]; csv: a folder (FOLDER/) for a file per result",
        HelpName = "FILE",
    };

    public static Command Create(CommandConfiguration configuration)
    {
        var archive = new SessionsArchive(configuration);
        var command = new Command("export", "Write a session for other programs, with authentication secrets and cancel keys as zeros.")
        {
            SessionsArchive.Id, Format, Direction, Rows, Statement, Result, Output,
        };
        command.Validators.Add(result =>
        {
            // By its token: a format that does not exist is reported by the option itself.
            if (result.GetResult(Format) is { Tokens: [{ Value: var format }] } && format.Equals("raw", StringComparison.OrdinalIgnoreCase)
                && result.GetResult(Direction) is null)
                result.AddError("--format raw needs --direction client or --direction server.");
        });
        command.SetAction((parsed, cancellation) =>
            archive.RunRecordedAsync(parsed, "exported", (opened, session) => RunAsync(parsed, opened, session, cancellation), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, AuditArchive archive, SessionEntry session, CancellationToken cancellation)
    {
        try
        {
            await using IExportTarget target = Target(parsed);
            await Exporter(parsed).ExportAsync(new RecordedSession(archive, session), target, cancellation);
            return ExitCode.Done;
        }
        catch (ExportException problem)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(problem.Message);
            return ExitCode.Failed;
        }
    }

    private static ISessionExporter Exporter(ParseResult parsed) => parsed.GetValue(Format) switch
    {
        ExportFormat.Raw => new RawExporter(parsed.GetValue(Direction)!.Value),
        ExportFormat.Jsonl => new JsonLinesExporter(parsed.GetValue(Rows) ? ExportedRows.Written : ExportedRows.Counted),
        ExportFormat.Sql => new SqlScriptExporter(),
        ExportFormat.Csv => new CsvExporter(
            new CsvSelection(parsed.GetValue(Statement), parsed.GetValue(Result)), IsFolder(parsed) ? CsvFiles.PerResult : CsvFiles.One),
        ExportFormat.Pcapng => new PcapngExporter(),
        ExportFormat unknown => throw new ArgumentOutOfRangeException(nameof(parsed), unknown, "no such format"),
    };

    private static IExportTarget Target(ParseResult parsed)
    {
        if (parsed.GetValue(Output) is not { } path)
            return new StreamTarget(Console.OpenStandardOutput);
        return IsFolder(parsed) ? new FolderTarget(new DirectoryInfo(path)) : new StreamTarget(() => File.Create(path));
    }

    private static bool IsFolder(ParseResult parsed) =>
        parsed.GetValue(Format) == ExportFormat.Csv && parsed.GetValue(Output) is { } path && (path.EndsWith('/') || Directory.Exists(path));
}
