using System.CommandLine;

namespace WireProxy.Cli;

/// <summary><c>sessions</c>: searches and shows what was recorded.</summary>
internal static class SessionsCommand
{
    public static Command Create(CommandConfiguration configuration)
    {
        var archive = new SessionsArchive(configuration);
        return new Command("sessions", "Search recorded sessions.")
        {
            SessionsListCommand.Create(archive),
            SessionsShowCommand.Create(archive),
            SessionsTailCommand.Create(archive),
        };
    }
}
