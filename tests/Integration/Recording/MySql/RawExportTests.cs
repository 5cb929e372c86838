using System.Text.Json.Nodes;
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
    private static readonly string[] Python = ["plain", "parameters", "types", "many_rows", "multi_statements", "call", "transactions", "errors", "load_data", "edge_queries"];
    private static readonly string[] Node = ["plain", "parameters", "types", "prepared", "multi_statements", "call", "errors", "queue", "reset"];

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    internal Task Export_of_PyMySQL_sessions_equals_the_capture(Brand brand) =>
        AssertSameAsync(brand, ["/usr/bin/python3", Repository.PathOf("tests/Drivers/mysql_python_driver.py"), "pymysql", .. Python]);

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    internal Task Export_of_mysql2_sessions_equals_the_capture(Brand brand) =>
        AssertSameAsync(brand, ["node", Repository.PathOf("tests/Drivers/mysql2_driver.js"), .. Node]);

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    internal Task Changing_the_user_leaves_no_secret(Brand brand) =>
        AssertSameAsync(brand, ["node", Repository.PathOf("tests/Drivers/mysql2_driver.js"), "change_user"]);

    private static async Task AssertSameAsync(Brand brand, string[] commandLine)
    {
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(MySqlProxies.Configuration(brand, "[]") with { ClientTls = null });
        await using var relay = new CapturingRelay(proxy.Port);
        Dictionary<string, string> environment = MySqlRoutes.Environment(relay.Port, brand);
        environment["POLICY"] = "off";
        ToolRun run = await ToolRun.RunAsync(commandLine, environment);
        Assert.DoesNotContain("not ok", run.Output, StringComparison.Ordinal);
        Assert.Contains("ok ", run.Output, StringComparison.Ordinal);
        foreach (CapturedConnection connection in relay.Connections)
        {
            await connection.Ended.WaitAsync(TimeSpan.FromSeconds(10));
            JsonNode session = await proxy.EndedSessionAsync(session => (string?)session["client"] == connection.Address);
            (byte[] client, byte[] server) = Redaction.Of(connection.FromClient, connection.FromServer);
            AssertEqual(client, await proxy.ExportRawAsync(session.Id(), "client"), "client");
            AssertEqual(server, await proxy.ExportRawAsync(session.Id(), "server"), "server");
            Assert.Equal(MySqlSampleSchema.User, (string?)session["user"]);
            // Every byte of it makes sense to the reader.
            Assert.NotEmpty(await proxy.ExportLinesAsync(session.Id(), "--rows"));
        }
    }

    private static void AssertEqual(byte[] captured, byte[] exported, string side)
    {
        int same = captured.AsSpan().CommonPrefixLength(exported);
        Assert.True(same == captured.Length && same == exported.Length,
            $"{side}: captured {captured.Length}, exported {exported.Length}, first difference at {same}: " +
            $"{Convert.ToHexString(captured.AsSpan(same)[..Math.Min(16, captured.Length - same)])} and {Convert.ToHexString(exported.AsSpan(same)[..Math.Min(16, exported.Length - same)])}");
    }
}
