using System.Collections.Concurrent;
using System.Diagnostics;
using WireProxy.Integration.Servers;

namespace WireProxy.Integration.Proxy;

/// <summary>
/// A process of the program that runs one command line after the other: for looking at what was recorded, again and again. What
/// a verb does to exit codes, standard output and signals of its own is for <see cref="ToolRun"/>, with a process each.
/// </summary>
internal sealed class CommandHost
{
    // Most of a verb's time is waiting: an export is noted by the proxy first, which looks for such notes now and then.
    private const int Most = 6;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private static readonly ConcurrentBag<CommandHost> Idle = [];
    private static readonly SemaphoreSlim Free = new(Most);

    private readonly Process _process;

    private CommandHost()
    {
        var start = new ProcessStartInfo(Repository.Program) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(CommandHost).Assembly.Location;
        _process = Process.Start(start) ?? throw new InvalidOperationException("the program did not start");
    }

    /// <summary>Runs the program with these arguments in a process that goes on; it ends when the test process does.</summary>
    public static async Task<ToolRun> RunAsync(params string[] arguments)
    {
        await Free.WaitAsync();
        try
        {
            if (!Idle.TryTake(out CommandHost? host))
                host = new CommandHost();
            CommandReply reply = await host.AskAsync(arguments);
            Idle.Add(host);
            return new ToolRun(reply.ExitCode, reply.Output, reply.Errors);
        }
        finally
        {
            Free.Release();
        }
    }

    private async Task<CommandReply> AskAsync(string[] arguments)
    {
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await _process.StandardInput.WriteLineAsync(CommandMessage.Of(arguments));
            string? line = await _process.StandardOutput.ReadLineAsync(limit.Token);
            return CommandMessage.ToReply(line ?? throw new InvalidOperationException($"the program ended in {string.Join(' ', arguments)}"));
        }
        catch
        {
            _process.Kill();
            throw;
        }
    }
}
