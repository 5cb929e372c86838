using System.Diagnostics;
using System.Globalization;

namespace WireProxy.Tests.Cli;

public sealed class ServeCommandTests
{
    [Fact]
    public async Task Serve_runs_with_the_options_and_returns_the_exit_code()
    {
        using var folder = ConfigurationFolder.Holding(""" "Limits": { "MaxSessions": 7 } """);
        int sessions = 0;
        CommandLineRun run = await CommandLineRun.RunAsync((_, options, _) =>
        {
            sessions = options.Limits.MaxSessions;
            return Task.FromResult(1);
        }, "serve", "--config", folder.File);

        Assert.Equal((1, 7), (run.ExitCode, sessions));
    }

    [Fact]
    public async Task A_wrong_configuration_is_never_served()
    {
        using var folder = ConfigurationFolder.Holding(""" "Limit": {} """);
        CommandLineRun run = await CommandLineRun.RunAsync("serve", "--config", folder.File);

        Assert.Equal((2, "WireProxy:Limit: unknown key (did you mean Limits?)\n"), (run.ExitCode, run.Errors));
    }

    [Fact]
    public async Task The_first_termination_signal_cancels_and_waits()
    {
        using var folder = ConfigurationFolder.Holding(""" "Policies": [] """);
        CommandLineRun run = await CommandLineRun.RunAsync(async (_, _, stopping) =>
        {
            var stopped = new TaskCompletionSource();
            await using CancellationTokenRegistration registration = stopping.Register(stopped.SetResult);
            using Process kill = Process.Start("/bin/kill", ["-TERM", Environment.ProcessId.ToString(CultureInfo.InvariantCulture)]);
            await stopped.Task.WaitAsync(TimeSpan.FromSeconds(10), CancellationToken.None);
            await Task.Delay(50, CancellationToken.None);
            return 0;
        }, "serve", "--config", folder.File);

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
    }
}
