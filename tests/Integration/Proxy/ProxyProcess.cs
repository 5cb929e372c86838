using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using WireProxy.Integration.Servers;

namespace WireProxy.Integration.Proxy;

/// <summary>A running <c>wireproxy serve</c> as built, with a configuration of its own, and its command line.</summary>
internal sealed class ProxyProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly TaskCompletionSource<bool> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _folder;

    private ProxyProcess(ProcessStartInfo start, string folder, string configurationPath, string auditPath)
    {
        _folder = folder;
        ConfigurationPath = configurationPath;
        AuditPath = auditPath;
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => OnOutput(line.Data);
        _process.ErrorDataReceived += (_, line) => _errors.Enqueue(line.Data ?? "");
        _process.Exited += (_, _) => _ready.TrySetResult(false);
    }

    public int Port { get; private set; }

    public string ConfigurationPath { get; }

    public string AuditPath { get; }

    public int ProcessId => _process.Id;

    public bool IsRunning => !_process.HasExited;

    /// <summary>What the proxy wrote to standard error so far.</summary>
    public string Errors => string.Join('\n', _errors);

    /// <summary>Resident memory of its own in bytes: without mapped files, whose pages the system takes back when it likes.</summary>
    public long ResidentBytes
    {
        get
        {
            string line = File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("RssAnon:", StringComparison.Ordinal));
            return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
    }

    public static async Task<ProxyProcess> StartAsync(ProxyConfiguration configuration)
    {
        string folder = Directory.CreateTempSubdirectory("wireproxy-test-").FullName;
        string audit = configuration.AuditPath ?? Path.Combine(folder, "audit");
        string path = configuration.Write(folder, audit);
        var start = new ProcessStartInfo(Repository.Program, ["serve", "--config", path])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        var proxy = new ProxyProcess(start, folder, path, audit);
        proxy._process.Start();
        Leftovers.Add(proxy._process.Id, folder);
        proxy._process.BeginOutputReadLine();
        proxy._process.BeginErrorReadLine();
        bool ready = await Task.WhenAny(proxy._ready.Task, Task.Delay(StartLimit)) == proxy._ready.Task && await proxy._ready.Task;
        if (ready && proxy.Port != 0)
            return proxy;
        string errors = proxy.Errors;
        await proxy.DisposeAsync();
        throw new InvalidOperationException($"the proxy did not become ready: {errors}");
    }

    /// <summary>Runs another verb over the same configuration.</summary>
    public Task<ToolRun> CliAsync(params string[] arguments) =>
        ToolRun.RunAsync([Repository.Program, .. arguments, "--config", ConfigurationPath]);

    /// <summary>The same where the verb is a means and not the end: in a process that ran others before.</summary>
    public Task<ToolRun> LookAsync(params string[] arguments) => CommandHost.RunAsync([.. arguments, "--config", ConfigurationPath]);

    /// <summary>Runs a listing verb that must succeed and reads its JSON.</summary>
    public async Task<JsonNode> JsonAsync(params string[] arguments)
    {
        ToolRun run = await LookAsync([.. arguments, "--json"]);
        Assert.True(run.ExitCode == 0, $"{string.Join(' ', arguments)}: exit {run.ExitCode}\n{run.Errors}\n{run.Output}");
        return JsonNode.Parse(run.Output)!;
    }

    /// <summary>SIGTERM, as an operator stops it; returns the exit code.</summary>
    public async Task<int> StopAsync()
    {
        if (!_process.HasExited)
            ToolRun.Require(["/bin/kill", "-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        using var limit = new CancellationTokenSource(StopLimit);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary>SIGKILL: nothing is flushed, nothing is sealed.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await StopAsync();
        }
        catch (OperationCanceledException)
        {
            KillQuietly();
        }
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
        Leftovers.Remove(_folder);
    }

    // "listening <endpoint> <protocol> <address>", then "ready".
    private void OnOutput(string? line)
    {
        string[] words = line?.Split(' ') ?? [];
        if (words is ["listening", ProxyConfiguration.Endpoint, _, var address])
            Port = int.Parse(address[(address.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture);
        if (words is ["ready"])
            _ready.TrySetResult(true);
    }

    private void KillQuietly()
    {
        try
        {
            if (_process.HasExited)
                return;
            _process.Kill();
            _process.WaitForExit(StopLimit);
        }
        catch (InvalidOperationException)
        {
            // Never started, or disposed: there is nothing to end.
        }
    }
}
