using System.CommandLine;
using System.Globalization;
using WireProxy.Audit;
using WireProxy.Audit.Stores;

namespace WireProxy.Cli;

/// <summary><c>sessions list</c>: the sessions that meet all filters, newest first.</summary>
internal static class SessionsListCommand
{
    private static readonly Option<string?> User = new("--user") { Description = "Sessions of this user", HelpName = "U" };

    private static readonly Option<string?> Database = new("--database") { Description = "Sessions in this database", HelpName = "D" };

    private static readonly Option<string?> Endpoint = new("--endpoint") { Description = "Sessions through this endpoint", HelpName = "E" };

    private static readonly Option<DateTimeOffset?> Since = SessionsMoment.Create("--since", "Sessions that started at or after this time");

    private static readonly Option<DateTimeOffset?> Until = SessionsMoment.Create("--until", "Sessions that started before this time");

    private static readonly Option<string?> Sql = new("--sql")
    {
        Description = "Sessions with these words, in this order, in a statement",
        HelpName = "TEXT",
    };

    private static readonly Option<bool> Denied = new("--denied") { Description = "Sessions in which a statement was refused" };

    private static readonly Option<bool> System = new("--system") { Description = "The proxy's own sessions: starts, stops, exports, holds, deletions" };

    private static readonly Option<bool> Held = new("--held") { Description = "All sessions under legal hold, and no other filter" };

    private static readonly Option<int> Limit = new("--limit")
    {
        Description = "No more than this many",
        HelpName = "N",
        DefaultValueFactory = _ => new SessionQuery().Limit,
        CustomParser = result =>
        {
            if (!int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int limit) || limit == 0)
                result.AddError("--limit must be a number, at least 1.");
            return limit;
        },
    };

    private static readonly Option<bool> Json = new("--json") { Description = "Write one JSON array" };

    public static Command Create(SessionsArchive archive)
    {
        var command = new Command("list", "List sessions, newest first.") { User, Database, Endpoint, Since, Until, Sql, Denied, System, Held, Limit, Json };
        command.SetAction((parsed, cancellation) => archive.RunAsync(parsed, opened => RunAsync(parsed, opened, cancellation)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, AuditArchive archive, CancellationToken cancellation)
    {
        var query = new SessionQuery
        {
            User = parsed.GetValue(User),
            Database = parsed.GetValue(Database),
            Endpoint = parsed.GetValue(Endpoint),
            Since = parsed.GetValue(Since),
            Until = parsed.GetValue(Until),
            Sql = parsed.GetValue(Sql),
            Denied = parsed.GetValue(Denied) ? DeniedFilter.OnlyWithDenied : DeniedFilter.Any,
            Scope = parsed.GetValue(System) ? SessionScope.System : SessionScope.Clients,
            Limit = parsed.GetValue(Limit),
        };
        IReadOnlyList<SessionEntry> sessions = parsed.GetValue(Held)
            ? await archive.ListHeldAsync(cancellation)
            : await archive.ListSessionsAsync(query, cancellation);
        TextWriter output = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(Json))
            await output.WriteLineAsync(SessionsJson.List(sessions));
        else
            SessionsText.WriteList(sessions, output);
        return ExitCode.Done;
    }
}
