using System.Collections.Concurrent;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Servers;

namespace WireProxy.Integration.Drivers;

/// <summary>A driver program of tests/Drivers: run once per route, its checks reported one by one.</summary>
internal sealed class DriverScript(Func<Task<string[]>> commandLine, IReadOnlyDictionary<string, string>? variables = null)
{
    private readonly ConcurrentDictionary<Route, Lazy<Task<ToolRun>>> _runs = new();

    public static DriverScript Psycopg { get; } = new(["/usr/bin/python3", Repository.PathOf("tests/Drivers/psycopg_driver.py")]);

    public static DriverScript NodePg { get; } = new(
        ["node", "--no-deprecation", Repository.PathOf("tests/Drivers/node_pg_driver.js")],
        new Dictionary<string, string> { ["NODE_PATH"] = Path.Combine(PostgresInstallation.Cache, "node/node_modules") });

    public static DriverScript Pgjdbc { get; } = new(CompilePgjdbcAsync);

    private DriverScript(string[] commandLine, IReadOnlyDictionary<string, string>? variables = null)
        : this(() => Task.FromResult(commandLine), variables)
    {
    }

    /// <summary>Fails unless the check of this name ran and was well.</summary>
    public async Task AssertAsync(Route route, string check)
    {
        ToolRun run = await _runs.GetOrAdd(route, way => new Lazy<Task<ToolRun>>(() => RunAsync(way))).Value;
        string? line = run.Output.Split('\n').FirstOrDefault(line => IsAbout(line, check));
        Assert.True(line == $"ok {check}", line ?? $"the driver ended before {check}: {run.Output}\n{run.Errors}");
    }

    /// <summary>Runs one check through a proxy of the caller's own.</summary>
    public async Task AssertAsync(int port, string check)
    {
        Dictionary<string, string> environment = Routes.Environment(port);
        ToolRun run = await ToolRun.RunAsync([.. await commandLine(), check], environment);
        Assert.True(run.Output.Trim() == $"ok {check}", run.Output + run.Errors);
    }

    private static bool IsAbout(string line, string check) =>
        line == $"ok {check}" || line.StartsWith($"not ok {check} - ", StringComparison.Ordinal);

    private async Task<ToolRun> RunAsync(Route route)
    {
        Dictionary<string, string> environment = await route.EnvironmentAsync();
        foreach ((string name, string value) in variables ?? new Dictionary<string, string>())
            environment[name] = value;
        return await ToolRun.RunAsync(await commandLine(), environment);
    }

    private static async Task<string[]> CompilePgjdbcAsync()
    {
        const string driver = "/usr/share/java/postgresql.jar";
        string classes = Path.Combine(AppContext.BaseDirectory, "pgjdbc");
        ToolRun compiled = await ToolRun.RunAsync(
            ["javac", "-d", classes, "-cp", driver, .. Directory.GetFiles(Repository.PathOf("tests/Drivers/pgjdbc"), "*.java")]);
        Assert.True(compiled.ExitCode == 0, compiled.Errors);
        return ["java", "-cp", $"{driver}:{classes}", "PgjdbcDriver"];
    }
}
