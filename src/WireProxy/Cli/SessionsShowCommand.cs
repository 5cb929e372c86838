using System.CommandLine;
using WireProxy.Audit;
using WireProxy.Audit.Indexing;
using WireProxy.Audit.Stores;

namespace WireProxy.Cli;

/// <summary><c>sessions show</c>: one session and its statements in order.</summary>
internal static class SessionsShowCommand
{
    private static readonly Option<bool> Json = new("--json") { Description = "Write one JSON object" };

    public static Command Create(SessionsArchive archive)
    {
        var command = new Command("show", "Show a session: its statements with verdict, rows, duration and masks.") { SessionsArchive.Id, Json };
        command.SetAction((parsed, cancellation) =>
            archive.RunAsync(parsed, (opened, session) => RunAsync(parsed, opened, session, cancellation), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, AuditArchive archive, SessionEntry session, CancellationToken cancellation)
    {
        TextWriter output = parsed.InvocationConfiguration.Output;
        IAsyncEnumerable<StatementEntry> statements = archive.ListStatementsAsync(session.Id, cancellation);
        if (parsed.GetValue(Json))
            await SessionsJson.WriteAsync(session, statements, output);
        else
            await SessionsText.WriteAsync(session, statements, output);
        return ExitCode.Done;
    }
}
