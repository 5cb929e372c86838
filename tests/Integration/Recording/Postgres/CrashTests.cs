using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using WireProxy.Integration.Drivers.Postgres;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Proxy.Postgres;
using WireProxy.Integration.Servers;
using WireProxy.Integration.Wire.Postgres;

namespace WireProxy.Integration.Recording.Postgres;

/// <summary>kill -9 under load: whatever a client was told is in the store afterwards.</summary>
[Trait("Speed", "Slow")]
public sealed class CrashTests
{
    private const int Clients = 6;

    [Fact]
    public async Task Every_answered_statement_survives_the_death_of_the_proxy()
    {
        string audit = Directory.CreateTempSubdirectory("wireproxy-crash-").FullName;
        try
        {
            ProxyConfiguration configuration = SharedProxies.Configuration("[]") with { AuditPath = audit };
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
        Dictionary<string, string> environment = PostgresRoutes.Environment(proxy.Port);
        string script = Path.GetTempFileName();
        await File.WriteAllTextAsync(script, "select count(*) from orders;");
        Task<ToolRun> pgbench = ToolRun.RunAsync(["pgbench", "-n", "-M", "prepared", "-c", "4", "-T", "60", "-f", script], environment);
        Task[] clients = [.. Enumerable.Range(0, Clients).Select(number => MarkAsync(proxy.Port, run, number, answered))];
        await Task.Delay(moment);
        await proxy.KillAsync();
        await Task.WhenAll(clients);
        await pgbench;
        File.Delete(script);
    }

    // Half of the clients use the simple protocol, half the extended one.
    private static async Task MarkAsync(int port, string run, int number, ConcurrentBag<string> answered)
    {
        await using WireClient client = await WireClient.LoginAsync(port, ("application_name", Name(run, number)));
        try
        {
            for (int i = 0; ; i++)
            {
                string marker = string.Create(CultureInfo.InvariantCulture, $"marker-{number}-{i}");
                string sql = $"select '{marker}'";
                List<WireFrame> frames = number % 2 == 0
                    ? await client.QueryAsync(sql)
                    : await client.ExchangeAsync(Frontend.Extended(sql), Frontend.Sync);
                Assert.Contains(frames, frame => frame.Code == 'D' && frame.Row() == marker);
                answered.Add(marker);
            }
        }
        catch (Exception error) when (error is IOException or EndOfStreamException or System.Net.Sockets.SocketException or Xunit.Sdk.EqualException)
        {
            // The proxy was killed, perhaps in the middle of a frame.
        }
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
                Assert.True(sql.StartsWith("select 'marker-", StringComparison.Ordinal), $"recorded as {statement.ToJsonString()}");
                recorded.Add(sql.Split('\'')[1]);
            }
        }
        return recorded;
    }

    private static string Name(string run, int number) => string.Create(CultureInfo.InvariantCulture, $"marker-{number}-{run}");
}
