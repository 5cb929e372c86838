using System.Globalization;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Proxy.MySql;
using WireProxy.Integration.Servers;
using WireProxy.Integration.Servers.MySql;
using WireProxy.Integration.Wire.MySql;
using Xunit.Abstractions;

namespace WireProxy.Integration.Recording.MySql;

/// <summary>kill -9 under the load of sysbench: whatever a client was told is in the store afterwards.</summary>
[Trait("Speed", "Slow")]
public sealed class CrashTests(ITestOutputHelper output) : IDisposable
{
    private const string Database = "crash_load";

    private readonly string _folder = Directory.CreateTempSubdirectory("wireproxy-crash-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [OnMariaDb]
    internal async Task Every_answered_statement_survives_the_death_of_the_proxy(Brand brand)
    {
        ProxyConfiguration configuration = MySqlProxies.Configuration(brand, "[]") with { AuditPath = Path.Combine(_folder, "audit") };
        await MySqlServer.Shared(brand).ScalarAsync($"create database if not exists {Database}");
        await SysbenchAsync(MySqlServer.Shared(brand).Port, "prepare");

        await new CrashHarness(configuration, new Load(), output).RunAsync();
    }

    private static Task<ToolRun> SysbenchAsync(int port, params string[] step) => ToolRun.RunAsync(["sysbench", "--db-driver=mysql", "--mysql-host=127.0.0.1",
        $"--mysql-port={port.ToString(CultureInfo.InvariantCulture)}", $"--mysql-user={MySqlSampleSchema.TrustedUser}", $"--mysql-db={Database}",
        "--table-size=100", .. step[1..], "oltp_point_select", step[0]]);

    private sealed class Load : ICrashLoad
    {
        public Task<ToolRun> StartAsync(int port) => SysbenchAsync(port, "run", "--threads=4", "--time=60");

        public async Task MarkAsync(int port, string application, int number, Action<string> answered)
        {
            var options = new LoginOptions { Attributes = [("program_name", application)] };
            await using MySqlWireClient client = await MySqlWireClient.LoginAsync(port, options);
            for (int i = 0; ; i++)
            {
                string marker = CrashHarness.MarkerOf(number, i);
                Reply reply = number % 2 == 0
                    ? await client.QueryAsync($"select '{marker}'")
                    : await PreparedAsync(client, $"select '{marker}'");
                Assert.Equal(marker, reply.Results[0].Rows[0][0]);
                answered(marker);
            }
        }

        private static async Task<Reply> PreparedAsync(MySqlWireClient client, string sql)
        {
            Prepared prepared = await client.PrepareAsync(sql);
            return await client.ExecuteAsync(prepared);
        }
    }
}
