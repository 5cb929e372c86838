using System.Text.Json.Nodes;
using WireProxy.Integration.Drivers.Postgres;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Proxy.Postgres;
using WireProxy.Integration.Servers;
using WireProxy.Integration.Servers.Postgres;
using WireProxy.Integration.Wire;

namespace WireProxy.Integration.Recording.Postgres;

/// <summary>A recording equals what an independent witness between client and proxy saw, byte for byte.</summary>
public sealed class RawExportTests
{
    private static readonly string[] Checks =
        ["plain", "parameters", "prepared", "types", "many_rows", "transactions", "errors", "copy", "pipeline", "notify", "policy"];

    [Theory]
    [InlineData("[]")]
    [InlineData(SharedProxies.Policies)]
    public async Task Export_of_psycopg_sessions_equals_the_capture(string policies) =>
        await AssertSameAsync(policies, port => RunAsync(port, policies, "/usr/bin/python3", Repository.PathOf("tests/Drivers/psycopg_driver.py")));

    [Theory]
    [InlineData("[]")]
    [InlineData(SharedProxies.Policies)]
    public async Task Export_of_node_sessions_equals_the_capture(string policies) =>
        await AssertSameAsync(policies, port => RunAsync(port, policies, "node", Repository.PathOf("tests/Drivers/node_pg_driver.js")));

    [Fact]
    public async Task Export_of_psql_sessions_equals_the_capture() => await AssertSameAsync("[]", async port =>
    {
        Dictionary<string, string> environment = PostgresRoutes.Environment(port);
        foreach (string user in (string[])["md5er", "clear", SampleSchema.User, SampleSchema.TrustedUser])
        {
            environment["PGUSER"] = user;
            // psql asks for TLS first, and for GSS where it can; the proxy declines.
            ToolRun run = await ToolRun.RunAsync(["psql", "-X", "-c", "select * from customers", "-c", "\\d orders"], environment);
            Assert.True(run.ExitCode == 0, run.Errors);
        }
    });

    [Fact]
    public async Task Twenty_megabyte_values_are_recorded_whole() =>
        await AssertSameAsync("[]", port => RunAsync(port, "[]", "/usr/bin/python3", Repository.PathOf("tests/Drivers/psycopg_driver.py"), "large_values"));

    private static async Task AssertSameAsync(string policies, Func<int, Task> drive)
    {
        ProxyConfiguration configuration = SharedProxies.Configuration(policies) with { ClientTls = null };
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(configuration);
        await using var relay = new CapturingRelay(proxy.Port);
        await drive(relay.Port);

        IReadOnlyList<CapturedConnection> connections = [.. relay.Connections.Where(connection => !IsCancel(connection))];
        Assert.NotEmpty(connections);
        foreach (CapturedConnection connection in connections)
        {
            await connection.Ended.WaitAsync(TimeSpan.FromSeconds(10));
            JsonNode session = await proxy.EndedSessionAsync(session => (string?)session["client"] == connection.Address);
            AssertEqual(Redaction.OfClient(connection.FromClient), await proxy.ExportRawAsync(session.Id(), "client"), "client");
            AssertEqual(Redaction.OfServer(connection.FromServer), await proxy.ExportRawAsync(session.Id(), "server"), "server");
            Assert.Equal(connection.FromClient.Length, session.Count("bytesFromClient"));
            Assert.Equal(connection.FromServer.Length, session.Count("bytesToClient"));
        }
    }

    private static void AssertEqual(byte[] captured, byte[] exported, string side)
    {
        int same = captured.AsSpan().CommonPrefixLength(exported);
        Assert.True(same == captured.Length && same == exported.Length,
            $"{side}: captured {captured.Length}, exported {exported.Length}, first difference at {same}: " +
            $"{Convert.ToHexString(captured.AsSpan(same)[..Math.Min(16, captured.Length - same)])} and {Convert.ToHexString(exported.AsSpan(same)[..Math.Min(16, exported.Length - same)])}");
    }

    private static bool IsCancel(CapturedConnection connection) => connection.FromClient is [_, _, _, _, 0x04, 0xD2, 0x16, 0x2E, ..];

    private static async Task RunAsync(int port, string policies, string program, string script, params string[] checks)
    {
        Dictionary<string, string> environment = PostgresRoutes.Environment(port);
        environment["POLICY"] = policies == "[]" ? "off" : "on";
        ToolRun run = await ToolRun.RunAsync([program, script, .. checks.Length > 0 ? checks : Checks], environment);
        Assert.DoesNotContain("not ok", run.Output, StringComparison.Ordinal);
        Assert.Contains("ok ", run.Output, StringComparison.Ordinal);
    }
}
