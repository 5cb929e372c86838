using System.CommandLine;
using WireProxy.Audit;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;
using WireProxy.Audit.Stores;

namespace WireProxy.Cli;

/// <summary>What the verbs over recorded sessions share: the archive of the configuration, the session they are about, and the exit code.</summary>
internal sealed class SessionsArchive(CommandConfiguration configuration)
{
    private const int ShownCandidates = 5;

    /// <summary>The argument that names a session.</summary>
    public static Argument<string> Id { get; } = new("ID") { Description = "The session's id, or enough of its start to be the only one" };

    /// <summary>Runs a verb on the archive.</summary>
    public Task<int> RunAsync(ParseResult parsed, Func<AuditArchive, Task<int>> verb) => configuration.RunAsync(parsed, async options =>
    {
        TextWriter errors = parsed.InvocationConfiguration.Error;
        try
        {
            await using AuditArchive archive = AuditArchive.Open(options.Audit.Path);
            return await verb(archive);
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

    /// <summary>Runs a verb on the one session that its argument names.</summary>
    public Task<int> RunAsync(ParseResult parsed, Func<AuditArchive, SessionEntry, Task<int>> verb, CancellationToken cancellationToken) =>
        RunAsync(parsed, async archive =>
        {
            TextWriter errors = parsed.InvocationConfiguration.Error;
            string id = parsed.GetValue(Id)!;
            IReadOnlyList<SessionEntry> found = id.Length is 0 or > SessionId.TextLength
                ? []
                : await archive.FindSessionsAsync(id, ShownCandidates, cancellationToken);
            if (found.Count == 1)
                return await verb(archive, found[0]);
            if (found.Count == 0)
            {
                await errors.WriteLineAsync($"no session '{id}'");
                return ExitCode.NotFound;
            }
            await errors.WriteLineAsync($"'{id}' is the start of several ids:");
            foreach (SessionEntry session in found)
                await errors.WriteLineAsync($"  {session.Id}");
            return ExitCode.Usage;
        });
}
