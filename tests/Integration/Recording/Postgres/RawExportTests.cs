using System.Text.Json.Nodes;
using Npgsql;
using WireProxy.Integration.Drivers;
using WireProxy.Integration.Drivers.Postgres;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Proxy.Postgres;
using WireProxy.Integration.Servers;
using WireProxy.Integration.Servers.Postgres;
using WireProxy.Integration.Wire;

namespace WireProxy.Integration.Recording.Postgres;

/// <summary>A recording equals what an independent witness between client and proxy saw, byte for byte.</summary>
[Collection(PostgresDrivers.Collection)]
public sealed class RawExportTests
{
    private static readonly string[] Checks =
        ["plain", "parameters", "prepared", "types", "many_rows", "transactions", "errors", "pipeline", "notify", "policy"];

    [Theory]
    [InlineData("[]")]
    [InlineData(SharedProxies.Policies)]
    public Task Export_of_psycopg_sessions_equals_the_capture(string policies) =>
        AssertSameAsync(policies, port => RunAsync(port, policies, PostgresDrivers.Psycopg, [.. Checks, "copy", "cancel"]));

    [Theory]
    [InlineData("[]")]
    [InlineData(SharedProxies.Policies)]
    public Task Export_of_node_sessions_equals_the_capture(string policies) =>
        AssertSameAsync(policies, port => RunAsync(port, policies, PostgresDrivers.NodePg, Checks));

    [Fact]
    public Task Export_of_pgjdbc_sessions_equals_the_capture() =>
        AssertSameAsync("[]", port => RunAsync(port, "[]", PostgresDrivers.Pgjdbc, [.. Checks, "copy", "decode"]));

    [Fact]
    public Task Export_of_Npgsql_sessions_equals_the_capture() => AssertSameAsync("[]", async port =>
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Username = SampleSchema.User,
            Password = SampleSchema.Password,
            Database = SampleSchema.Database,
            SslMode = SslMode.Disable,
        });
        await using NpgsqlBatch batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select * from everything"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select $1::int * 2, $2::bytea") { Parameters = { new() { Value = 21 }, new() { Value = new byte[70_000] } } });
        await batch.ExecuteNonQueryAsync();
        await using NpgsqlConnection connection = await source.OpenConnectionAsync();
        await using NpgsqlBinaryExporter exporter = await connection.BeginBinaryExportAsync("copy (select generate_series(1, 1000)) to stdout (format binary)");
        for (int rows = 0; await exporter.StartRowAsync() >= 0; rows++)
            Assert.Equal(rows + 1, await exporter.ReadAsync<int>());
    });

    [Fact]
    public Task Export_of_pgbench_sessions_equals_the_capture() => AssertSameAsync("[]", async port =>
    {
        string script = Path.GetTempFileName();
        await File.WriteAllTextAsync(script, "select count(*) from orders; select :client_id + 1;");
        foreach (string mode in (string[])["simple", "extended", "prepared"])
        {
            ToolRun run = await ToolRun.RunAsync(["pgbench", "-n", "-M", mode, "-c", "2", "-t", "20", "-f", script], PostgresRoutes.Environment(port));
            Assert.True(run.ExitCode == 0, run.Errors);
        }
        File.Delete(script);
    });

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
        await AssertSameAsync("[]", port => RunAsync(port, "[]", PostgresDrivers.Psycopg, ["large_values"]));

    private static async Task AssertSameAsync(string policies, Func<int, Task> drive)
    {
        ProxyConfiguration configuration = SharedProxies.Configuration(policies) with { ClientTls = null };
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(configuration);
        await using var relay = new CapturingRelay(proxy.Port);
        await drive(relay.Port);

        IReadOnlyList<CapturedConnection> connections = [.. relay.Connections.Where(connection => !IsCancel(connection))];
        Assert.NotEmpty(connections);
        await Task.WhenAll(connections.Select(connection => connection.Ended)).WaitAsync(TimeSpan.FromSeconds(10));
        List<JsonNode> sessions = await proxy.EndedSessionsAsync([.. connections.Select(connection => connection.Address)]);
        await RawExport.ForEachAsync(connections, sessions, async (connection, session) =>
        {
            RawExport.AssertSame(Redaction.OfClient(connection.FromClient), await proxy.ExportRawAsync(session.Id(), "client"), "client");
            RawExport.AssertSame(Redaction.OfServer(connection.FromServer), await proxy.ExportRawAsync(session.Id(), "server"), "server");
            Assert.Equal(connection.FromClient.Length, session.Count("bytesFromClient"));
            Assert.Equal(connection.FromServer.Length, session.Count("bytesToClient"));
        });
    }

    private static bool IsCancel(CapturedConnection connection) => connection.FromClient is [_, _, _, _, 0x04, 0xD2, 0x16, 0x2E, ..];

    private static Task RunAsync(int port, string policies, DriverScript driver, string[] checks)
    {
        Dictionary<string, string> environment = PostgresRoutes.Environment(port);
        environment["POLICY"] = policies == "[]" ? "off" : "on";
        return driver.AssertAsync(environment, checks);
    }
}
