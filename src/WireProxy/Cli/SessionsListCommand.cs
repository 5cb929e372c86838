using System.CommandLine;
using WireProxy.Audit;
using WireProxy.Audit.Stores;

namespace WireProxy.Cli;

/// <summary><c>sessions list</c>: the sessions that meet all filters, newest first.</summary>
internal static class SessionsListCommand
{
    private static readonly SessionsFilters Filters = new();

    private static readonly Option<DateTimeOffset?> Since = SessionsMoment.Create("--since", "Sessions that started at or after this time");

    private static readonly Option<DateTimeOffset?> Until = SessionsMoment.Create("--until", "Sessions that started before this time");

    private static readonly Option<string?> Sql = new("--sql")
    {
        Description = "Sessions with these words, in this order, in a statement",
        HelpName = "TEXT",
    };

    private static readonly Option<bool> Denied = new("--denied") { Description = "Sessions in which a statement was refused" };

    private static readonly Option<bool> Masked = new("--masked") { Description = "Sessions in which a column was masked" };

    private static readonly Option<long?> RowsOver = SessionsFilters.Count("--rows-over", "Sessions with more rows than this", 0L);

    private static readonly Option<int?> Limit = SessionsFilters.Count("--limit", $"No more than this many [default: {new SessionQuery().Limit}]", 1);

    private static readonly Option<bool> Json = new("--json") { Description = "Write one JSON array" };

    public static Command Create(SessionsArchive archive)
    {
        var command = new Command("list", "List sessions, newest first.");
        Filters.AddTo(command);
        foreach (Option option in (Option[])[Since, Until, Sql, Denied, Masked, RowsOver, Limit, Json])
            command.Add(option);
        command.SetAction((parsed, cancellation) => archive.RunAsync(parsed, opened => RunAsync(parsed, opened, cancellation)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, AuditArchive archive, CancellationToken cancellation)
    {
        SessionQuery query = Filters.Query(parsed) with
        {
            Since = parsed.GetValue(Since),
            Until = parsed.GetValue(Until),
            Sql = parsed.GetValue(Sql),
            Denied = parsed.GetValue(Denied) ? DeniedFilter.OnlyWithDenied : DeniedFilter.Any,
            Masked = parsed.GetValue(Masked) ? MaskedFilter.OnlyWithMasked : MaskedFilter.Any,
            MoreRowsThan = parsed.GetValue(RowsOver),
        };
        if (parsed.GetValue(Limit) is { } limit)
            query = query with { Limit = limit };
        IReadOnlyList<SessionEntry> sessions = await archive.ListSessionsAsync(query, cancellation);
        TextWriter output = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(Json))
            await output.WriteLineAsync(SessionsJson.List(sessions));
        else
            SessionsText.WriteList(sessions, output);
        return ExitCode.Done;
    }
}
