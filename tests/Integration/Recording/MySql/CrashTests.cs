using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Proxy.MySql;
using WireProxy.Integration.Servers;
using WireProxy.Integration.Servers.MySql;
using WireProxy.Integration.Wire.MySql;

namespace WireProxy.Integration.Recording.MySql;

/// <summary>kill -9 under the load of sysbench: whatever a client was told is in the store afterwards.</summary>
[Trait("Speed", "Slow")]
public sealed class CrashTests
{
    private const int Clients = 6;
    private const string Table = "crash_load";

    [Theory]
    [OnMariaDb]
    internal async Task Every_answered_statement_survives_the_death_of_the_proxy(Brand brand)
    {
        string audit = Directory.CreateTempSubdirectory("wireproxy-crash-").FullName;
        try
        {
            ProxyConfiguration configuration = MySqlProxies.Configuration(brand, "[]") with { AuditPath = audit };
            await MySqlServer.Shared(brand).ScalarAsync($"create database if not exists {Table}");
            await SysbenchAsync(MySqlServer.Shared(brand).Port, "prepare");
            int all = 0;
            foreach (TimeSpan moment in KillPlan.Moments())
            {
                var answered = new ConcurrentBag<string>();
                string run = Guid.NewGuid().ToString("N");
                // Every start but the first recovers what the one before left.
                await using (ProxyProcess proxy = await ProxyProcess.StartAsync(configuration))
                    await KillUnderLoadAsync(proxy, run, moment, answered);
                all += answered.Count;

                await using ProxyProcess restarted = await ProxyProcess.StartAsync(configuration);
                HashSet<string> recorded = await RecordedMarkersAsync(restarted, run);
                string[] lost = [.. answered.Except(recorded)];
                Assert.True(lost.Length == 0, $"{lost.Length} of {answered.Count} answered statements are not recorded: {string.Join(' ', lost.Take(5))}");
            }
            Assert.True(all > 200, $"only {all} statements were answered");
        }
        finally
        {
            Directory.Delete(audit, recursive: true);
        }
    }

    private static async Task KillUnderLoadAsync(ProxyProcess proxy, string run, TimeSpan moment, ConcurrentBag<string> answered)
    {
        Task<ToolRun> sysbench = SysbenchAsync(proxy.Port, "run", "--threads=4", "--time=60");
        Task[] clients = [.. Enumerable.Range(0, Clients).Select(number => MarkAsync(proxy.Port, run, number, answered))];
        await Task.Delay(moment);
        await proxy.KillAsync();
        await Task.WhenAll(clients);
        await sysbench;
    }

    private static Task<ToolRun> SysbenchAsync(int port, params string[] step) => ToolRun.RunAsync(["sysbench", "--db-driver=mysql", "--mysql-host=127.0.0.1",
        $"--mysql-port={port.ToString(CultureInfo.InvariantCulture)}", $"--mysql-user={MySqlSampleSchema.TrustedUser}", $"--mysql-db={Table}",
        "--table-size=100", .. step[1..], "oltp_point_select", step[0]]);

    // Half of the clients send texts, half prepare them.
    private static async Task MarkAsync(int port, string run, int number, ConcurrentBag<string> answered)
    {
        var options = new LoginOptions { Attributes = [("program_name", Name(run, number))] };
        try
        {
            await using MySqlWireClient client = await MySqlWireClient.LoginAsync(port, options);
            for (int i = 0; ; i++)
            {
                string marker = string.Create(CultureInfo.InvariantCulture, $"marker-{number}-{i}");
                Reply reply = number % 2 == 0
                    ? await client.QueryAsync($"select '{marker}'")
                    : await PreparedAsync(client, $"select '{marker}'");
                Assert.Equal(marker, reply.Results[0].Rows[0][0]);
                answered.Add(marker);
            }
        }
        catch (Exception error) when (error is IOException or EndOfStreamException or System.Net.Sockets.SocketException)
        {
            // The proxy was killed, perhaps in the middle of a packet.
        }
    }

    private static async Task<Reply> PreparedAsync(MySqlWireClient client, string sql)
    {
        Prepared prepared = await client.PrepareAsync(sql);
        return await client.ExecuteAsync(prepared);
    }

    private static async Task<HashSet<string>> RecordedMarkersAsync(ProxyProcess proxy, string run)
    {
        var recorded = new HashSet<string>();
        for (int number = 0; number < Clients; number++)
        {
            JsonNode session = await proxy.EndedSessionAsync(Name(run, number));
            foreach (JsonNode statement in await proxy.StatementsAsync(session.Id()))
            {
                string sql = (string)statement["sql"]!;
                if (sql.Contains("marker-", StringComparison.Ordinal))
                    recorded.Add(sql.Split('\'')[1]);
            }
        }
        return recorded;
    }

    private static string Name(string run, int number) => string.Create(CultureInfo.InvariantCulture, $"marker-{number}-{run}");
}
