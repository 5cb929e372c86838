using System.Text.Json.Nodes;
using WireProxy.Integration.Drivers;
using WireProxy.Integration.Drivers.MySql;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Proxy.MySql;
using WireProxy.Integration.Servers;
using WireProxy.Integration.Servers.MySql;
using WireProxy.Integration.Wire;

namespace WireProxy.Integration.Recording.MySql;

/// <summary>A recording equals what an independent witness between client and proxy saw, byte for byte.</summary>
public sealed class RawExportTests
{
    private static readonly string[] Common =
        ["plain", "parameters", "types", "many_rows", "multi_statements", "call", "transactions", "errors", "load_data", "policy"];

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    internal Task Export_of_PyMySQL_sessions_equals_the_capture(Brand brand) =>
        AssertSameAsync(brand, MySqlDrivers.PyMySql, [.. Common, "streaming", "edge_queries"]);

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    internal Task Export_of_MySQLdb_sessions_equals_the_capture(Brand brand) =>
        AssertSameAsync(brand, MySqlDrivers.MySqlDb, [.. Common, "streaming", "edge_queries"]);

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    internal Task Export_of_mysql2_sessions_equals_the_capture(Brand brand) =>
        AssertSameAsync(brand, MySqlDrivers.NodeMySql2, [.. Common, "prepared", "single_statement", "queue", "reset"]);

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    internal Task Export_of_Connector_J_sessions_equals_the_capture(Brand brand) =>
        AssertSameAsync(brand, MySqlDrivers.ConnectorJ, [.. Common, "long_data", "batches", "reset"]);

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    internal Task Export_of_sessions_of_the_command_line_client_equals_the_capture(Brand brand) => AssertSameAsync(brand, async port =>
    {
        ToolRun run = await new CommandLineClient(brand).RunAsync(port, "select 'ünïcode', null; describe orders; select * from nowhere; select * from orders;", "--force");
        Assert.Contains("1146", run.Errors, StringComparison.Ordinal);
    });

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    internal Task Changing_the_user_leaves_no_secret(Brand brand) => AssertSameAsync(brand, MySqlDrivers.NodeMySql2, "change_user");

    private static Task AssertSameAsync(Brand brand, DriverScript driver, params string[] checks) => AssertSameAsync(brand, port =>
    {
        Dictionary<string, string> environment = MySqlRoutes.Environment(port, brand);
        environment["POLICY"] = "off";
        return driver.AssertAsync(environment, checks);
    });

    private static async Task AssertSameAsync(Brand brand, Func<int, Task> drive)
    {
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(MySqlProxies.Configuration(brand, "[]") with { ClientTls = null });
        await using var relay = new CapturingRelay(proxy.Port);
        await drive(relay.Port);
        Assert.NotEmpty(relay.Connections);
        await Task.WhenAll(relay.Connections.Select(connection => connection.Ended)).WaitAsync(TimeSpan.FromSeconds(10));
        List<JsonNode> sessions = await proxy.EndedSessionsAsync([.. relay.Connections.Select(connection => connection.Address)]);
        await RawExport.ForEachAsync(relay.Connections, sessions, async (connection, session) =>
        {
            (byte[] client, byte[] server) = Redaction.Of(connection.FromClient, connection.FromServer);
            RawExport.AssertSame(client, await proxy.ExportRawAsync(session.Id(), "client"), "client");
            RawExport.AssertSame(server, await proxy.ExportRawAsync(session.Id(), "server"), "server");
            Assert.Equal(MySqlSampleSchema.User, (string?)session["user"]);
            // Every byte of it makes sense to the reader.
            Assert.NotEmpty(await proxy.ExportLinesAsync(session.Id(), "--rows"));
        });
    }
}
