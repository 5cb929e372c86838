using System.CommandLine;

namespace WireProxy.Cli;

/// <summary><c>config validate</c>: shows every error of the configuration.</summary>
internal static class ConfigCommand
{
    public static Command Create(CommandConfiguration configuration)
    {
        var validate = new Command("validate", "Show everything that is wrong with the configuration; exit code 2 if anything is.");
        validate.SetAction((parsed, _) => configuration.RunAsync(parsed, async _ =>
        {
            await parsed.InvocationConfiguration.Output.WriteLineAsync("configuration is valid");
            return ExitCode.Done;
        }));
        return new Command("config", "Work with the configuration.") { validate };
    }
}
