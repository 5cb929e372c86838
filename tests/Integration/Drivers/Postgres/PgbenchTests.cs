using System.Globalization;
using WireProxy.Integration.Servers;
using WireProxy.Integration.Servers.Postgres;

namespace WireProxy.Integration.Drivers.Postgres;

/// <summary>pgbench, directly and through the proxy: loads its tables by COPY, then runs in each protocol mode.</summary>
public sealed class PgbenchTests
{
    private static readonly string[] Modes = ["simple", "extended", "prepared"];

    public static TheoryData<Route> Ways => Routes.All;

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Loads_and_runs_in_every_protocol_mode_without_a_failure(Route route)
    {
        Dictionary<string, string> environment = await route.EnvironmentAsync();
        // A database per route: pgbench drops and creates its tables under fixed names.
        string database = $"bench_{route}".ToLowerInvariant();
        await PostgresServer.Shared.ScalarAsync($"create database {database}");
        environment["PGDATABASE"] = database;
        // The policy denies DROP, which the step "d" is.
        string steps = route == Route.Policy ? "tgvpf" : "dtgvpf";
        ToolRun loaded = await ToolRun.RunAsync(["pgbench", "-i", "-I", steps, "-s", "1"], environment);
        Assert.True(loaded.ExitCode == 0, loaded.Errors);

        foreach (string mode in Modes)
        {
            ToolRun run = await ToolRun.RunAsync(["pgbench", "-n", "-M", mode, "-c", "8", "-j", "2", "-t", "50"], environment);
            Assert.True(run.ExitCode == 0, run.Errors);
            Assert.Contains("number of transactions actually processed: 400/400", run.Output, StringComparison.Ordinal);
        }
        await AssertBooksBalanceAsync(database);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Runs_pipelines(Route route)
    {
        Dictionary<string, string> environment = await route.EnvironmentAsync();
        string script = Path.GetTempFileName();
        await File.WriteAllTextAsync(script,
            """
            \startpipeline
            select 1;
            select :client_id + 1;
            insert into scratch values (0, 'pgbench');
            delete from scratch where value = 'pgbench';
            \endpipeline
            """);
        ToolRun run = await ToolRun.RunAsync(["pgbench", "-n", "-M", "prepared", "-c", "4", "-t", "50", "-f", script], environment);
        File.Delete(script);
        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Contains("200/200", run.Output, StringComparison.Ordinal);
    }

    // Each transaction adds one delta to an account, a teller, a branch and the history.
    private static async Task AssertBooksBalanceAsync(string database)
    {
        string target = PostgresServer.Shared.AdminConnectionString.Replace("Database=shop", $"Database={database}", StringComparison.Ordinal);
        await using var connection = new Npgsql.NpgsqlConnection(target);
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand(
            """
            select (select sum(abalance) from pgbench_accounts), (select sum(tbalance) from pgbench_tellers),
                   (select sum(bbalance) from pgbench_branches), (select sum(delta) from pgbench_history), (select count(*) from pgbench_history)
            """, connection);
        await using Npgsql.NpgsqlDataReader sums = await command.ExecuteReaderAsync();
        await sums.ReadAsync();
        Assert.Equal(Modes.Length * 400L, sums.GetInt64(4));
        string[] balances = [.. Enumerable.Range(0, 4).Select(column => Convert.ToString(sums.GetValue(column), CultureInfo.InvariantCulture)!)];
        Assert.Single(balances.Distinct());
    }
}
