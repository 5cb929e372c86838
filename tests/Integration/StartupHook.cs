using System.Reflection;
using WireProxy.Integration.Proxy;

/// <summary>
/// Loaded by the runtime before the program's first line, where a <see cref="CommandHost"/> asks for it: runs the program once for
/// each command line that comes in, for the start of a process costs more than most verbs do.
/// </summary>
internal static class StartupHook
{
    /// <summary>The name and the signature are the runtime's.</summary>
    public static void Initialize()
    {
        MethodInfo main = Assembly.Load("wireproxy").EntryPoint!;
        TextReader requests = Console.In;
        TextWriter replies = Console.Out;
        while (requests.ReadLine() is { } request)
        {
            replies.WriteLine(CommandMessage.Of(Run(main, CommandMessage.ToArguments(request))));
            replies.Flush();
        }
        Environment.Exit(0);
    }

    private static CommandReply Run(MethodInfo main, string[] arguments)
    {
        using StringWriter output = new(), errors = new();
        Console.SetOut(output);
        Console.SetError(errors);
        int exitCode = (int)main.Invoke(null, [arguments])!;
        return new CommandReply(exitCode, output.ToString(), errors.ToString());
    }
}
