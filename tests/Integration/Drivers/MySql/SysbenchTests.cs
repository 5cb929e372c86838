using System.Globalization;
using WireProxy.Integration.Servers;
using WireProxy.Integration.Servers.MySql;

namespace WireProxy.Integration.Drivers.MySql;

/// <summary>sysbench, directly and through the proxy: loads its table, then runs with and without prepared statements.</summary>
public sealed class SysbenchTests
{
    private const int Rows = 2000;

    public static TheoryData<Route> Ways => Routes.All;

    [Theory]
    [OnMariaDb(nameof(Ways))]
    [OnMySql9(nameof(Ways))]
    public async Task Loads_and_runs_with_both_protocols_without_a_failure(Brand brand, Route route)
    {
        // A database per route: sysbench creates its tables under fixed names.
        string database = $"bench_{route}".ToLowerInvariant();
        await MySqlServer.Shared(brand).ScalarAsync($"create database {database}");
        int port = await route.PortAsync(brand);
        await RunAsync(port, database, "oltp_read_write", "prepare");
        Assert.Equal($"{Rows}", await MySqlServer.Shared(brand).ScalarAsync($"select count(*) from {database}.sbtest1"));
        foreach (string mode in (string[])["auto", "disable"])
        {
            foreach (string test in (string[])["oltp_point_select", "oltp_read_write"])
            {
                ToolRun run = await RunAsync(port, database, test, "run", $"--db-ps-mode={mode}", "--threads=8", "--events=200", "--time=60");
                Assert.Contains("transactions:                        200", run.Output, StringComparison.Ordinal);
                Assert.Contains("reconnects:                          0", run.Output, StringComparison.Ordinal);
            }
        }
        Assert.Equal($"{Rows}", await MySqlServer.Shared(brand).ScalarAsync($"select count(*) from {database}.sbtest1"));
    }

    private static async Task<ToolRun> RunAsync(int port, string database, string test, string step, params string[] options)
    {
        ToolRun run = await ToolRun.RunAsync(["sysbench", "--db-driver=mysql", "--mysql-host=127.0.0.1",
            $"--mysql-port={port.ToString(CultureInfo.InvariantCulture)}", $"--mysql-user={MySqlSampleSchema.TrustedUser}", $"--mysql-db={database}",
            $"--table-size={Rows.ToString(CultureInfo.InvariantCulture)}", .. options, test, step]);
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        return run;
    }
}
