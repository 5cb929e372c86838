using System.CommandLine;

namespace WireProxy.Cli;

/// <summary><c>sessions</c>: searches and shows what was recorded.</summary>
internal static class SessionsCommand
{
    public static Command Create(CommandConfiguration configuration)
    {
        var archive = new SessionsArchive(configuration);
        var command = new Command("sessions", "Search recorded sessions, and decide how long they are kept.")
        {
            SessionsListCommand.Create(archive),
            SessionsShowCommand.Create(archive),
            SessionsTailCommand.Create(archive),
        };
        foreach (Command order in SessionsOrderCommand.CreateAll(archive))
            command.Add(order);
        return command;
    }
}
