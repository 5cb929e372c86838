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

    /// <summary>Runs a verb with valid options, or shows everything that is wrong with them.</summary>
    public Task<int> RunAsync(ParseResult parsed, Func<ProxyOptions, Task<int>> verb) => RunAsync(parsed, (_, options) => verb(options));

    /// <summary>The same for a verb that follows changes of the options.</summary>
    public async Task<int> RunAsync(ParseResult parsed, Func<ConfigurationSource, ProxyOptions, Task<int>> verb)
    {
        var source = new ConfigurationSource(parsed.GetValue(Option));
        ConfigurationResult configuration = source.Load();
        if (configuration.IsValid)
            return await verb(source, configuration.Options);
        foreach (ConfigurationError error in configuration.Errors)
            await parsed.InvocationConfiguration.Error.WriteLineAsync(error.ToString());
        return ExitCode.Usage;
    }
}
