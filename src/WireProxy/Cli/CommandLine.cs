using System.CommandLine;
using System.CommandLine.Invocation;

namespace WireProxy.Cli;

/// <summary>Runs one command line.</summary>
internal static class CommandLine
{
    /// <param name="output">Where the command writes; null is the console.</param>
    public static async Task<int> RunAsync(RootCommand root, string[] arguments, TextWriter? output = null, TextWriter? error = null)
    {
        var invocation = new InvocationConfiguration
        {
            Output = output ?? Console.Out,
            Error = error ?? Console.Error,
            // Signals belong to serve, which drains as long as it takes; the other verbs simply end.
            ProcessTerminationTimeout = null,
        };
        ParseResult parsed = root.Parse(arguments, new ParserConfiguration
        {
            // A statement may begin with @: it is not the name of a file with more arguments.
            ResponseFileTokenReplacer = null,
        });
        int code = await parsed.InvokeAsync(invocation);
        return parsed.Action is ParseErrorAction ? ExitCode.Usage : code;
    }
}
