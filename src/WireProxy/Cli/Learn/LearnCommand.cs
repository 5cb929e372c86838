using System.CommandLine;
using System.Globalization;
using System.Text;
using WireProxy.Audit;
using WireProxy.Audit.Stores;

namespace WireProxy.Cli.Learn;

/// <summary><c>learn</c>: proposes an allow list from what recorded sessions ran.</summary>
internal static class LearnCommand
{
    private const int DefaultLimit = 100_000;

    private static readonly SessionsFilters Filters = new();

    private static readonly Option<DateTimeOffset?> Since = SessionsMoment.Create("--since", "Sessions that started at or after this time");

    private static readonly Option<DateTimeOffset?> Until = SessionsMoment.Create("--until", "Sessions that started before this time");

    private static readonly Option<int?> Limit = SessionsFilters.Count("--limit", $"No more than this many sessions, the newest [default: {DefaultLimit}]", 1);

    private static readonly Option<string?> Output = new("--output", "-o")
    {
        Description = "The file to write [default: standard output]. It holds statements with their literals",
        HelpName = "FILE",
    };

    public static Command Create(CommandConfiguration configuration)
    {
        var archive = new SessionsArchive(configuration);
        var command = new Command("learn", "Propose the fingerprints of statements that recorded sessions ran, for an Allow rule, as JSON with an example and a count of each.");
        Filters.AddTo(command);
        foreach (Option option in (Option[])[Since, Until, Limit, Output])
            command.Add(option);
        command.SetAction((parsed, cancellation) => archive.RunRecordedAsync(
            parsed, "statements learned", opened => RunAsync(parsed, opened, cancellation), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, AuditArchive archive, CancellationToken cancellation)
    {
        SessionQuery query = Filters.Query(parsed) with
        {
            Since = parsed.GetValue(Since),
            Until = parsed.GetValue(Until),
            Limit = parsed.GetValue(Limit) ?? DefaultLimit,
        };
        var learner = new StatementLearner();
        foreach (SessionEntry session in await archive.ListSessionsAsync(query, cancellation))
            await learner.ReadAsync(session, archive.ListStatementsAsync(session.Id, cancellation));

        using var json = new MemoryStream();
        LearnJson.Write(learner, json);
        TextWriter output = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(Output) is not { } file)
        {
            await output.WriteAsync(Encoding.UTF8.GetString(json.GetBuffer(), 0, (int)json.Length));
            return ExitCode.Done;
        }
        await File.WriteAllBytesAsync(file, json.ToArray(), cancellation);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{file}: {learner.Shapes.Count()} fingerprints from {learner.Sessions} sessions"));
        return ExitCode.Done;
    }
}
