using System.Globalization;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Proxy.MySql;
using WireProxy.Integration.Servers;
using WireProxy.Integration.Servers.MySql;
using WireProxy.Integration.Wire;

namespace WireProxy.Integration.FalsePositives.MySql;

/// <summary>sysbench's read-only statements under masks on a table that they do not touch, between two witnesses.</summary>
public sealed class SysbenchTests
{
    private const string Policies = """[ { "Name": "elsewhere", "Masks": [ { "Column": "shop.customers.ssn", "With": "Full" } ] } ]""";

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    public async Task Answers_are_the_servers_own_with_and_without_prepared_statements(Brand brand)
    {
        MySqlServer server = MySqlServer.Shared(brand);
        await server.ScalarAsync("create database bench_elsewhere");
        await RunAsync(server.Port, "prepare");
        await using var behind = new CapturingRelay(server.Port);
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(MySqlProxies.Configuration(brand, Policies) with { UpstreamPort = behind.Port });
        await using var before = new CapturingRelay(proxy.Port);
        foreach (string mode in (string[])["auto", "disable"])
        {
            await RunAsync(before.Port, "run", $"--db-ps-mode={mode}", "--threads=1", "--events=20", "--time=60");
            List<byte[]> client = Packets(before.Connections[^1].FromServer), sent = Packets(behind.Connections[^1].FromServer);
            Assert.InRange(client.Count, 3000, int.MaxValue);
            // Behind the greeting, the answer of the plugin and the OK.
            Witness.AssertTheServersOwn(client[3..], sent, most: 500);
        }
        await server.ScalarAsync("drop database bench_elsewhere");
    }

    private static async Task RunAsync(int port, string step, params string[] options)
    {
        ToolRun run = await ToolRun.RunAsync(["sysbench", "--db-driver=mysql", "--mysql-host=127.0.0.1", "--mysql-ssl=off",
            $"--mysql-port={port.ToString(CultureInfo.InvariantCulture)}", $"--mysql-user={MySqlSampleSchema.TrustedUser}", "--mysql-db=bench_elsewhere",
            "--table-size=1000", .. options, "oltp_read_only", step]);
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
    }

    private static List<byte[]> Packets(byte[] bytes)
    {
        var packets = new List<byte[]>();
        for (int at = 0; at < bytes.Length;)
        {
            int end = at + 4 + (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16));
            packets.Add(bytes[at..end]);
            at = end;
        }
        return packets;
    }
}
