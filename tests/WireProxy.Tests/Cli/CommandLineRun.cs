using WireProxy.Cli;

namespace WireProxy.Tests.Cli;

/// <summary>One command line, run in this process with its output captured.</summary>
internal sealed record CommandLineRun(int ExitCode, string Output, string Errors)
{
    private static readonly ServeEntry NotServed = (_, _, _) => throw new InvalidOperationException("serve was not asked for");

    public static Task<CommandLineRun> RunAsync(params string[] arguments) => RunAsync(NotServed, arguments);

    public static async Task<CommandLineRun> RunAsync(ServeEntry serve, params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        int code = await CommandLine.RunAsync(RootCommandFactory.Create(serve), arguments, output, errors);
        return new CommandLineRun(code, output.ToString(), errors.ToString());
    }
}
