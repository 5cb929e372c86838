using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using WireProxy.Configuration;

namespace WireProxy.Admin;

/// <summary>The HTTP port for health checks and metrics. No logic of its own.</summary>
internal sealed class AdminServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private AdminServer(WebApplication application, IPEndPoint address)
    {
        _application = application;
        Address = address;
    }

    /// <summary>Where it listens, with the port that port 0 became.</summary>
    public IPEndPoint Address { get; }

    /// <returns>Null when the configuration disables it.</returns>
    /// <exception cref="IOException">The address can not be opened.</exception>
    public static async Task<AdminServer?> StartAsync(
        AdminOptions options, ProxyMetrics metrics, ProxyReadiness readiness, CancellationToken cancellationToken)
    {
        if (!options.Enabled)
            return null;
        WebApplication application = Build(options.Listen, metrics, readiness);
        try
        {
            await application.StartAsync(cancellationToken);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
        int port = new Uri(application.Urls.Single()).Port;
        return new AdminServer(application, new IPEndPoint(options.Listen.EndPoint.Address, port));
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }

    private static WebApplication Build(ListenAddress listen, ProxyMetrics metrics, ProxyReadiness readiness)
    {
        // The empty builder reads no configuration of its own: this port is opened by AdminOptions alone.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(listen.EndPoint);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, OwnedLifetime>();
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole();
        builder.Services.Configure<ConsoleLoggerOptions>(
            console => console.LogToStandardErrorThreshold = LogLevel.Trace);

        WebApplication application = builder.Build();
        application.MapGet("/healthz", (HttpContext context) => context.Response.WriteAsync("ok\n", context.RequestAborted));
        application.MapGet("/readyz", (HttpContext context) => WriteReadinessAsync(context, readiness.State));
        application.MapGet("/metrics", (HttpContext context) =>
        {
            context.Response.ContentType = PrometheusText.ContentType;
            return context.Response.WriteAsync(PrometheusText.Write(metrics), context.RequestAborted);
        });
        return application;
    }

    private static Task WriteReadinessAsync(HttpContext context, ReadinessState state)
    {
        context.Response.StatusCode = state == ReadinessState.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return context.Response.WriteAsync($"{state.ToString().ToLowerInvariant()}\n", context.RequestAborted);
    }

    /// <summary>Leaves signals alone: readiness must be answered while sessions drain, until the owner disposes the server.</summary>
    private sealed class OwnedLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
