using System.CommandLine;
using WireProxy.Audit.Orders;
using WireProxy.Audit.Stores;

namespace WireProxy.Cli;

/// <summary><c>sessions hold</c>, <c>release</c> and <c>shred</c>: what only the writer of the store does, and the ledger remembers.</summary>
internal static class SessionsOrderCommand
{
    private static readonly Option<string?> Reason = new("--reason") { Description = "Why: it is recorded", HelpName = "TEXT" };

    public static IEnumerable<Command> CreateAll(SessionsArchive archive)
    {
        yield return Create(archive, OrderKind.Hold, "hold", "Keep a session from retention and from being shredded.", "held");
        yield return Create(archive, OrderKind.Release, "release", "End the hold on a session.", "released");
        yield return Create(archive, OrderKind.Shred, "shred", "Make a session unreadable for good: its key is destroyed. That it was, and this, stays recorded.", "shredded");
    }

    private static Command Create(SessionsArchive archive, OrderKind kind, string name, string description, string done)
    {
        var command = new Command(name, description) { SessionsArchive.Id, Reason };
        command.SetAction((parsed, cancellation) => archive.RunAsync(
            parsed, (options, session) => RunAsync(parsed, new AuditOrderSender(options), Order(parsed, kind, session), done, cancellation), cancellation));
        return command;
    }

    private static AuditOrder Order(ParseResult parsed, OrderKind kind, SessionEntry session) =>
        new(kind, session.Id.ToString(), Environment.UserName, parsed.GetValue(Reason));

    private static async Task<int> RunAsync(ParseResult parsed, AuditOrderSender sender, AuditOrder order, string done, CancellationToken cancellation)
    {
        if (await sender.SendAsync(order, cancellation) is { } problem)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(problem);
            return ExitCode.Failed;
        }
        await parsed.InvocationConfiguration.Output.WriteLineAsync($"{order.Session} {done}");
        return ExitCode.Done;
    }
}
