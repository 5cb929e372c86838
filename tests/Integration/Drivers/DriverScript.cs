using System.Collections.Concurrent;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Servers;

namespace WireProxy.Integration.Drivers;

/// <summary>A driver program of tests/Drivers: run once per way to a server, its checks reported one by one.</summary>
internal sealed class DriverScript(Func<Task<string[]>> commandLine)
{
    // These programs run for seconds: compiling well, and collecting on many threads, would cost more than it brings.
    private static readonly string[] Brisk = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"];

    private readonly ConcurrentDictionary<string, Lazy<Task<ToolRun>>> _runs = new();

    public DriverScript(params string[] commandLine)
        : this(() => Task.FromResult(commandLine))
    {
    }

    /// <summary>Where node finds the drivers that test.sh installs.</summary>
    public static string NodePath { get; } = Path.Combine(ProvisionedCache.Folder, "node/node_modules");

    /// <summary>A Java program of tests/Drivers/jdbc, compiled with this driver before its first run.</summary>
    public static DriverScript Java(string program, string driver) => new(async () =>
    {
        string classes = Path.Combine(AppContext.BaseDirectory, program);
        string source = Repository.PathOf("tests/Drivers/jdbc");
        ToolRun compiled = await ToolRun.RunAsync(["javac", .. Brisk.Select(option => "-J" + option), "-d", classes, "-cp", driver, "-sourcepath", source, $"{source}/{program}.java"]);
        Assert.True(compiled.ExitCode == 0, compiled.Errors);
        return ["java", .. Brisk, "-cp", $"{driver}:{classes}", program];
    });

    /// <summary>Fails unless the check of this name ran and was well on this way, whose name stands for its variables.</summary>
    public async Task AssertAsync(string way, Func<Task<Dictionary<string, string>>> variables, string check)
    {
        ToolRun run = await _runs.GetOrAdd(way, _ => new Lazy<Task<ToolRun>>(() => RunAsync(variables))).Value;
        string? line = run.Output.Split('\n').FirstOrDefault(line => IsAbout(line, check));
        Assert.True(line == $"ok {check}", line ?? $"the driver ended before {check}: {run.Output}\n{run.Errors}");
    }

    /// <summary>Runs one check with variables of the caller's own.</summary>
    public async Task AssertAsync(Dictionary<string, string> variables, string check)
    {
        ToolRun run = await ToolRun.RunAsync([.. await commandLine(), check], variables);
        Assert.True(run.Output.Trim() == $"ok {check}", run.Output + run.Errors);
    }

    /// <summary>Runs several checks with variables of the caller's own.</summary>
    public async Task AssertAsync(Dictionary<string, string> variables, IReadOnlyCollection<string> checks)
    {
        ToolRun run = await ToolRun.RunAsync([.. await commandLine(), .. checks], variables);
        Assert.True(run.Output.Trim().Split('\n').Order().SequenceEqual(checks.Select(check => $"ok {check}").Order()), run.Output + run.Errors);
    }

    private static bool IsAbout(string line, string check) =>
        line == $"ok {check}" || line.StartsWith($"not ok {check} - ", StringComparison.Ordinal);

    private async Task<ToolRun> RunAsync(Func<Task<Dictionary<string, string>>> variables) =>
        await ToolRun.RunAsync(await commandLine(), await variables());
}
