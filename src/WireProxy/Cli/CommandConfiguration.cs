using System.CommandLine;
using WireProxy.Configuration;

namespace WireProxy.Cli;

/// <summary>The <c>--config</c> option and what every verb does with it.</summary>
internal sealed class CommandConfiguration
{
    public Option<string?> Option { get; } = new("--config")
    {
        Description = $"The configuration file [default: {ConfigurationFile.DefaultName} in the working directory, if there is one]. "
            + "Environment variables WireProxy__... override it.",
        HelpName = "FILE",
        Recursive = true,
    };

    public ConfigurationResult Load(ParseResult parsed) => ConfigurationFile.Load(parsed.GetValue(Option));

    /// <summary>Runs a verb with valid options, or shows everything that is wrong with them.</summary>
    public async Task<int> RunAsync(ParseResult parsed, Func<ProxyOptions, Task<int>> verb)
    {
        ConfigurationResult configuration = Load(parsed);
        if (configuration.IsValid)
            return await verb(configuration.Options);
        foreach (ConfigurationError error in configuration.Errors)
            await parsed.InvocationConfiguration.Error.WriteLineAsync(error.ToString());
        return ExitCode.Usage;
    }
}
