using System.CommandLine;
using WireProxy.Policy.Gaps;

namespace WireProxy.Cli;

/// <summary><c>config validate</c>: shows every error of the configuration, and what its policies leave open.</summary>
internal static class ConfigCommand
{
    private static readonly Option<bool> Coverage = new("--coverage")
    {
        Description = "Also show masks and rules that can never apply, what rules and masks can not see, and sessions under no policy",
    };

    private static readonly Option<bool> Json = new("--json") { Description = "Write one JSON object" };

    public static Command Create(CommandConfiguration configuration)
    {
        var validate = new Command("validate", "Show everything that is wrong with the configuration; exit code 2 if anything is.") { Coverage, Json };
        validate.SetAction((parsed, _) => configuration.RunAsync(parsed, async options =>
        {
            await WriteAsync(parsed, parsed.GetValue(Coverage) ? PolicyCoverage.Of(options) : null);
            return ExitCode.Done;
        }));
        return new Command("config", "Work with the configuration.") { validate };
    }

    private static async Task WriteAsync(ParseResult parsed, IReadOnlyList<CoverageNote>? coverage)
    {
        TextWriter output = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(Json))
        {
            await output.WriteLineAsync(CoverageJson.Write(coverage));
            return;
        }
        await output.WriteLineAsync("configuration is valid");
        foreach (CoverageNote note in coverage ?? [])
            await output.WriteLineAsync($"{note.Path}: {note.Text}");
    }
}
