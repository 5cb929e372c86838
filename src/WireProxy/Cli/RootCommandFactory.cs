using System.CommandLine;
using WireProxy.Cli.Check;
using WireProxy.Cli.Keys;
using WireProxy.Cli.Learn;
using WireProxy.Cli.Verify;

namespace WireProxy.Cli;

/// <summary>The command line: one line here and one file for each verb.</summary>
internal static class RootCommandFactory
{
    public static RootCommand Create(ServeEntry serve)
    {
        var configuration = new CommandConfiguration();
        return new RootCommand("A proxy for database wire protocols that enforces policy, masks columns and records sessions.")
        {
            configuration.Option,
            ServeCommand.Create(configuration, serve),
            CheckCommand.Create(configuration),
            ConfigCommand.Create(configuration),
            SessionsCommand.Create(configuration),
            LearnCommand.Create(configuration),
            ExportCommand.Create(configuration),
            ReplayCommand.Create(configuration),
            VerifyCommand.Create(configuration),
            KeysCommand.Create(configuration),
        };
    }
}
