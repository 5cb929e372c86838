using System.Diagnostics;
using System.Text;

namespace WireProxy.Integration.Servers;

/// <summary>The outcome of one run of an outside program.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>Runs a program to its end; one that outlives the limit is killed and reported.</summary>
    public static async Task<ToolRun> RunAsync(
        IEnumerable<string> commandLine, IReadOnlyDictionary<string, string>? environment = null, string? input = null)
    {
        string[] words = [.. commandLine];
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;

        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{words[0]} did not start");
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (input is not null)
            await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{string.Join(' ', words)} ran longer than {Limit}");
        }
        return new ToolRun(process.ExitCode, await output, await errors);
    }

    /// <summary>Runs a program that must succeed.</summary>
    public static void Require(IEnumerable<string> commandLine)
    {
        ToolRun run = RunAsync(commandLine).GetAwaiter().GetResult();
        if (run.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', commandLine)} failed: {run.Errors}{run.Output}");
    }
}
