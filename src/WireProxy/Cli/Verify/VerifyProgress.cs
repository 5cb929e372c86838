using System.CommandLine;
using Spectre.Console;
using WireProxy.Audit.Verification;

namespace WireProxy.Cli.Verify;

/// <summary>Shows how far verification is: a bar on a terminal, nothing to a file or another program.</summary>
internal static class VerifyProgress
{
    public static async Task<VerifyReport> ShowAsync(
        InvocationConfiguration console, Func<IProgress<(long Done, long Total)>?, Task<VerifyReport>> verify)
    {
        if (!OutputTable.IsDrawn(console.Output))
            return await verify(null);
        return await AnsiConsole.Progress().AutoClear(enabled: true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                ProgressTask bar = context.AddTask("verifying");
                return await verify(new Bar(bar));
            });
    }

    // Spectre's own task may be set from any thread; Progress<T> would post to a context that is not there.
    private sealed class Bar(ProgressTask task) : IProgress<(long Done, long Total)>
    {
        public void Report((long Done, long Total) value)
        {
            task.MaxValue = Math.Max(1, value.Total);
            task.Value = Math.Min(value.Done, value.Total);
        }
    }
}
