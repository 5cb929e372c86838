using WireProxy.Integration.Drivers.Postgres;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Proxy.Postgres;
using WireProxy.Integration.Servers;
using WireProxy.Integration.Wire.Postgres;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace WireProxy.Integration.Recording.Postgres;

/// <summary>kill -9 under the load of pgbench: whatever a client was told is in the store afterwards.</summary>
[Trait("Speed", "Slow")]
public sealed class CrashTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wireproxy-crash-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_answered_statement_survives_the_death_of_the_proxy()
    {
        string script = Path.Combine(_folder, "load.sql");
        await File.WriteAllTextAsync(script, "select count(*) from orders;");
        ProxyConfiguration configuration = SharedProxies.Configuration("[]") with { AuditPath = Path.Combine(_folder, "audit") };

        await new CrashHarness(configuration, new Load(script), output).RunAsync();
    }

    private sealed class Load(string script) : ICrashLoad
    {
        public Task<ToolRun> StartAsync(int port) =>
            ToolRun.RunAsync(["pgbench", "-n", "-M", "prepared", "-c", "4", "-T", "60", "-f", script], PostgresRoutes.Environment(port));

        public async Task MarkAsync(int port, string application, int number, Action<string> answered)
        {
            await using WireClient client = await WireClient.LoginAsync(port, ("application_name", application));
            for (int i = 0; ; i++)
            {
                string marker = CrashHarness.MarkerOf(number, i);
                string sql = $"select '{marker}'";
                List<WireFrame> frames = await AskAsync(client, number, sql);
                Assert.Contains(frames, frame => frame.Code == 'D' && frame.Row() == marker);
                answered(marker);
            }
        }

        private static async Task<List<WireFrame>> AskAsync(WireClient client, int number, string sql)
        {
            try
            {
                return number % 2 == 0
                    ? await client.QueryAsync(sql)
                    : await client.ExchangeAsync(Frontend.Extended(sql), Frontend.Sync);
            }
            catch (EqualException half)
            {
                throw new EndOfStreamException("a message was cut off", half);
            }
        }
    }
}
