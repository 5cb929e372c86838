using System.Diagnostics;
using System.Globalization;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Servers;

namespace WireProxy.Integration.Recording;

/// <summary>A running <c>wireproxy replay ID --serve</c>.</summary>
internal sealed class ReplayServer : IAsyncDisposable
{
    private readonly Process _process;

    private ReplayServer(Process process, int port)
    {
        _process = process;
        Port = port;
    }

    public int Port { get; }

    public static async Task<ReplayServer> StartAsync(ProxyProcess proxy, string id)
    {
        int port = FreePort.Find();
        string address = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
        Process process = Process.Start(Repository.Program, ["replay", id, "--serve", address, "--config", proxy.ConfigurationPath]);
        var server = new ReplayServer(process, port);
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(15); await Task.Delay(50))
        {
            if (process.HasExited)
                throw new InvalidOperationException($"replay ended with {process.ExitCode}");
            // Looking at the listener must not use up the one session it serves.
            if (IsListening(port))
                return server;
        }
        await server.DisposeAsync();
        throw new TimeoutException("replay does not listen");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static bool IsListening(int port) =>
        System.Net.NetworkInformation.IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(listener => listener.Port == port);
}
