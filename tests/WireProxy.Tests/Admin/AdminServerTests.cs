using System.Net;
using System.Net.Sockets;
using WireProxy.Admin;
using WireProxy.Configuration;

namespace WireProxy.Tests.Admin;

public sealed class AdminServerTests
{
    private readonly ProxyMetrics _metrics = new();
    private readonly ProxyReadiness _readiness = new();

    [Fact]
    public async Task Health_is_told_while_the_process_lives_and_readiness_while_it_takes_sessions()
    {
        await using AdminServer server = await StartAsync("127.0.0.1:0");

        Assert.Equal((HttpStatusCode.OK, "ok\n"), await GetAsync(server, "healthz"));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "starting\n"), await GetAsync(server, "readyz"));
        _readiness.Ready();
        Assert.Equal((HttpStatusCode.OK, "ready\n"), await GetAsync(server, "readyz"));
        _readiness.Drain();
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "draining\n"), await GetAsync(server, "readyz"));
        Assert.Equal((HttpStatusCode.OK, "ok\n"), await GetAsync(server, "healthz"));
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(server, "")).Status);
    }

    [Fact]
    public async Task Metrics_are_prometheus_text()
    {
        _metrics.SessionStarted();
        _metrics.SessionStarted();
        _metrics.SessionEnded();
        _metrics.LoginRefused();
        _metrics.StatementDenied();
        _metrics.ReceivedFromClient(10);
        _metrics.SentToClient(20);
        _metrics.SentToClient(5);
        _metrics.AuditFailed();
        await using AdminServer server = await StartAsync("127.0.0.1:0");

        string text = (await GetAsync(server, "metrics")).Body;
        Assert.StartsWith("# HELP wireproxy_sessions Sessions that are open.\n# TYPE wireproxy_sessions gauge\nwireproxy_sessions 1\n", text, StringComparison.Ordinal);
        Assert.Equal(
            [
                "wireproxy_sessions 1",
                "wireproxy_sessions_total 2",
                "wireproxy_logins_refused_total 1",
                "wireproxy_statements_denied_total 1",
                "wireproxy_client_received_bytes_total 10",
                "wireproxy_client_sent_bytes_total 25",
                "wireproxy_audit_failures_total 1",
                "wireproxy_configuration_current 1",
                "wireproxy_configuration_reloads_total 0",
                "wireproxy_configuration_refusals_total 0",
            ],
            text.TrimEnd('\n').Split('\n').Where(line => line[0] != '#'));
    }

    [Fact]
    public async Task A_disabled_server_opens_nothing() =>
        Assert.Null(await AdminServer.StartAsync(new AdminOptions { Enabled = false }, _metrics, _readiness, CancellationToken.None));

    [Fact]
    public async Task An_address_that_is_taken_is_an_input_output_error()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        await Assert.ThrowsAnyAsync<IOException>(() => StartAsync(taken.LocalEndpoint.ToString()!));
    }

    private async Task<AdminServer> StartAsync(string listen)
    {
        Assert.True(ListenAddress.TryParse(listen, out ListenAddress? address, out _));
        AdminServer? server = await AdminServer.StartAsync(new AdminOptions { Listen = address }, _metrics, _readiness, CancellationToken.None);
        return Assert.IsType<AdminServer>(server);
    }

    private static async Task<(HttpStatusCode Status, string Body)> GetAsync(AdminServer server, string path)
    {
        using var client = new HttpClient();
        using HttpResponseMessage response = await client.GetAsync(new Uri($"http://{server.Address}/{path}"));
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
