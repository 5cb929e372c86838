using System.CommandLine;
using WireProxy.Audit;
using WireProxy.Audit.Orders;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;
using WireProxy.Audit.Stores;
using WireProxy.Configuration;
using WireProxy.Recording;

namespace WireProxy.Cli;

/// <summary>What the verbs over recorded sessions share: the archive of the configuration, the session they are about, and the exit code.</summary>
internal sealed class SessionsArchive(CommandConfiguration configuration)
{
    private const int ShownCandidates = 5;

    /// <summary>The argument that names a session.</summary>
    public static Argument<string> Id { get; } = new("ID") { Description = "The session's id, or enough of its start to be the only one" };

    /// <summary>Runs a verb on the archive.</summary>
    public Task<int> RunAsync(ParseResult parsed, Func<AuditArchive, Task<int>> verb) => RunAsync(parsed, (_, archive) => verb(archive));

    /// <summary>Runs a verb on the one session that its argument names.</summary>
    public Task<int> RunAsync(ParseResult parsed, Func<AuditArchive, SessionEntry, Task<int>> verb, CancellationToken cancellationToken) =>
        RunAsync(parsed, (_, archive) => FindAsync(parsed, archive, session => verb(archive, session), cancellationToken));

    /// <summary>The same for a verb that leaves recordings with somebody: that is recorded first.</summary>
    /// <param name="happening">What it does, in a word.</param>
    public Task<int> RunRecordedAsync(
        ParseResult parsed, string happening, Func<AuditArchive, SessionEntry, Task<int>> verb, CancellationToken cancellationToken) =>
        RunAsync(parsed, (options, archive) => FindAsync(
            parsed,
            archive,
            async session => await RecordAsync(parsed, options, happening, session.Id.ToString(), cancellationToken) ?? await verb(archive, session),
            cancellationToken));

    /// <summary>The same for a verb that reads many sessions.</summary>
    public Task<int> RunRecordedAsync(ParseResult parsed, string happening, Func<AuditArchive, Task<int>> verb, CancellationToken cancellationToken) =>
        RunAsync(parsed, async (options, archive) =>
            await RecordAsync(parsed, options, happening, subject: null, cancellationToken) ?? await verb(archive));

    /// <summary>Runs a verb that needs no archive besides finding its session.</summary>
    public Task<int> RunAsync(ParseResult parsed, Func<AuditOptions, SessionEntry, Task<int>> verb, CancellationToken cancellationToken) =>
        RunAsync(parsed, (options, archive) => FindAsync(parsed, archive, session => verb(options, session), cancellationToken));

    private Task<int> RunAsync(ParseResult parsed, Func<AuditOptions, AuditArchive, Task<int>> verb) => configuration.RunAsync(parsed, async options =>
    {
        TextWriter errors = parsed.InvocationConfiguration.Error;
        try
        {
            await using AuditArchive archive = AuditStores.OpenArchive(options.Audit);
            return await verb(options.Audit, archive);
        }
        catch (AuditIntegrityException violation)
        {
            await errors.WriteLineAsync("the recording is not what was written: " + violation.Message);
            return ExitCode.IntegrityViolation;
        }
        catch (IOException failure)
        {
            await errors.WriteLineAsync(failure.Message);
            return ExitCode.Failed;
        }
    });

    private static async Task<int> FindAsync(
        ParseResult parsed, AuditArchive archive, Func<SessionEntry, Task<int>> verb, CancellationToken cancellationToken)
    {
        TextWriter errors = parsed.InvocationConfiguration.Error;
        string id = parsed.GetValue(Id)!;
        IReadOnlyList<SessionEntry> found = id.Length is 0 or > SessionId.TextLength
            ? []
            : await archive.FindSessionsAsync(id, ShownCandidates, cancellationToken);
        if (found.Count == 1)
            return await verb(found[0]);
        if (found.Count == 0)
        {
            await errors.WriteLineAsync($"no session '{id}'");
            return ExitCode.NotFound;
        }
        await errors.WriteLineAsync($"'{id}' is the start of several ids:");
        foreach (SessionEntry session in found)
            await errors.WriteLineAsync($"  {session.Id}");
        return ExitCode.Usage;
    }

    // An archive that this user can only read, an auditor's copy say, records nothing any more.
    private static async Task<int?> RecordAsync(
        ParseResult parsed, AuditOptions options, string happening, string? subject, CancellationToken cancellationToken)
    {
        TextWriter errors = parsed.InvocationConfiguration.Error;
        try
        {
            var order = new AuditOrder(OrderKind.Note, By: Environment.UserName, Reason: subject, Name: happening);
            if (await new AuditOrderSender(options).SendAsync(order, cancellationToken) is not { } problem)
                return null;
            await errors.WriteLineAsync($"not {happening}, because it can not be recorded: {problem}");
            return ExitCode.Failed;
        }
        catch (IOException unwritable)
        {
            await errors.WriteLineAsync($"warning: that it was {happening} is not recorded: {unwritable.Message}");
            return null;
        }
    }
}
