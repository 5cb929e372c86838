using System.CommandLine;
using WireProxy.Audit;
using WireProxy.Audit.Indexing;
using WireProxy.Audit.Records;
using WireProxy.Audit.Stores;

namespace WireProxy.Cli;

/// <summary><c>sessions tail</c>: statements as they end, of all sessions, until Ctrl-C.</summary>
internal static class SessionsTailCommand
{
    private static readonly SessionsFilters Filters = new();

    private static readonly Option<bool> Denied = new("--denied") { Description = "Only statements that were refused" };

    private static readonly Option<bool> Masked = new("--masked") { Description = "Only statements with a masked column" };

    private static readonly Option<long?> RowsOver = SessionsFilters.Count("--rows-over", "Only statements with more rows than this", 0L);

    private static readonly Option<long?> Count = SessionsFilters.Count("--count", "End after this many statements", 1L);

    private static readonly Option<bool> Json = new("--json") { Description = "Write one JSON object per line" };

    public static Command Create(SessionsArchive archive)
    {
        var command = new Command("tail", "Show statements as they end, about a second later, until Ctrl-C.");
        Filters.AddTo(command);
        foreach (Option option in (Option[])[Denied, Masked, RowsOver, Count, Json])
            command.Add(option);
        command.SetAction((parsed, cancellation) => archive.RunAsync(parsed, opened => RunAsync(parsed, opened, cancellation)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, AuditArchive archive, CancellationToken cancellation)
    {
        TextWriter output = parsed.InvocationConfiguration.Output;
        long left = parsed.GetValue(Count) ?? long.MaxValue;
        var tail = new SessionsTail(archive, Filters.Query(parsed), TimeProvider.System);
        try
        {
            await foreach ((SessionEntry session, StatementEntry statement) in tail.FollowAsync(cancellation))
            {
                if (!IsWanted(parsed, statement))
                    continue;
                await output.WriteLineAsync(parsed.GetValue(Json) ? SessionsJson.Line(session, statement) : SessionsText.Line(session, statement));
                await output.FlushAsync(cancellation);
                if (--left == 0)
                    break;
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Ctrl-C is how it ends.
        }
        return ExitCode.Done;
    }

    private static bool IsWanted(ParseResult parsed, StatementEntry statement) =>
        (!parsed.GetValue(Denied) || statement.Verdict == VerdictOutcome.Deny)
        && (!parsed.GetValue(Masked) || statement.Masked.Count > 0)
        && (parsed.GetValue(RowsOver) is not { } rows || statement.Rows > rows);
}
