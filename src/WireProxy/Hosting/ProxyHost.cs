using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using WireProxy.Admin;
using WireProxy.Audit;
using WireProxy.Audit.Intake;
using WireProxy.Audit.Stores;
using WireProxy.Cli;
using WireProxy.Configuration;
using WireProxy.Policy;
using WireProxy.Recording;
using WireProxy.Sessions;
using WireProxy.Transport;

namespace WireProxy.Hosting;

/// <summary>The running proxy: opens what is configured, accepts, and on the way out drains and seals.</summary>
internal sealed class ProxyHost(ConfigurationSource source, ProxyOptions options, TextWriter output, TextWriter errors)
{
    private static readonly TimeSpan DrainPatience = TimeSpan.FromSeconds(10);

    private readonly ProxyMetrics _metrics = new();
    private readonly ProxyReadiness _readiness = new();

    /// <summary>Runs until the token ends it; returns the exit code.</summary>
    public async Task<int> RunAsync(CancellationToken stopping)
    {
        using ILoggerFactory logging = ProxyLogging.Create();
        var listeners = new List<(Listener Listener, SessionEndpoint Endpoint)>();
        try
        {
            foreach (EndpointOptions endpoint in options.Endpoints)
                listeners.Add((Open(endpoint), Prepare(endpoint)));
            await using AuditLog? audit = await OpenAuditAsync(stopping);
            if (audit is not null)
                _readiness.RecordingFault = () => audit.Health.Fault;
            await using AdminServer? admin = await AdminServer.StartAsync(options.Admin, _metrics, _readiness, stopping);
            var services = new SessionServices(
                options, PolicySnapshot.Compile(options.Policies), new SessionRecording(audit, _metrics), _metrics, logging.CreateLogger("wireproxy"), TimeProvider.System);
            using var watching = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            Task watch = new ConfigurationWatch(source, new ConfigurationReload(source, options, services, audit), services).RunAsync(watching.Token);
            try
            {
                await ServeAsync(listeners, new ProtocolConnections(services), stopping);
            }
            finally
            {
                await watching.CancelAsync();
                await watch;
            }
            return ExitCode.Done;
        }
        catch (Exception failure) when (failure is StartException or IOException or IntakeUnavailableException or AuditStoreException)
        {
            await errors.WriteLineAsync("wireproxy can not start: " + failure.Message);
            return ExitCode.Failed;
        }
        finally
        {
            foreach ((Listener listener, _) in listeners)
                listener.Dispose();
        }
    }

    private async Task<AuditLog?> OpenAuditAsync(CancellationToken stopping)
    {
        foreach (string warning in AuditSettings.Warnings(options.Audit))
            await errors.WriteLineAsync("warning: " + warning);
        return options.Audit.Store == AuditStore.None
            ? null
            : await AuditStores.OpenLogAsync(options.Audit, TimeProvider.System, stopping);
    }

    private async Task ServeAsync(
        List<(Listener Listener, SessionEndpoint Endpoint)> listeners, ProtocolConnections connections, CancellationToken stopping)
    {
        foreach ((Listener listener, SessionEndpoint endpoint) in listeners)
            await output.WriteLineAsync($"listening {endpoint.Name} {ProtocolConnections.NameOf(endpoint.Options.Protocol)} {listener.Address}");
        await output.WriteLineAsync("ready");
        await output.FlushAsync(CancellationToken.None);
        _readiness.Ready();

        await Task.WhenAll(listeners.Select(entry => entry.Listener.AcceptAsync(
            socket => Start(socket, entry.Endpoint, connections, stopping), stopping)));
        _readiness.Drain();
        await connections.Services.Sessions.DrainAsync(DrainPatience, TimeProvider.System);
    }

    // The session registry owns what was started here: draining waits for it.
    private static void Start(Socket socket, SessionEndpoint endpoint, ProtocolConnections connections, CancellationToken stopping)
    {
        WireConnection client;
        try
        {
            client = new WireConnection(socket);
        }
        catch (SocketException)
        {
            // The client was gone before it was looked at.
            socket.Dispose();
            return;
        }
        _ = Task.Run(() => connections.Accept(client, endpoint).RunAsync(stopping), CancellationToken.None);
    }

    private static Listener Open(EndpointOptions endpoint)
    {
        try
        {
            return new Listener(endpoint.Listen);
        }
        catch (SocketException failure)
        {
            throw new StartException($"endpoint {endpoint.Name} can not listen on {endpoint.Listen}: {failure.Message}");
        }
    }

    private static SessionEndpoint Prepare(EndpointOptions endpoint)
    {
        try
        {
            return new SessionEndpoint(endpoint, new UpstreamConnector(endpoint.Upstream), ServerCertificate.Load(endpoint.ClientTls));
        }
        catch (System.Security.Cryptography.CryptographicException failure)
        {
            throw new StartException($"endpoint {endpoint.Name}: the certificate or key can not be used: {failure.Message}");
        }
    }
}
