using WireProxy.Integration.Drivers.Postgres;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Proxy.Postgres;
using WireProxy.Integration.Servers;
using WireProxy.Integration.Servers.Postgres;
using WireProxy.Integration.Transparency.Postgres;
using WireProxy.Integration.Wire.Postgres;

namespace WireProxy.Integration.Recording.Postgres;

/// <summary>Replaying a recorded session to a terminal and to a driver.</summary>
public sealed class ReplayTests(RecordingProxy recording) : IClassFixture<RecordingProxy>
{
    private const string Program =
        """
        import psycopg
        with psycopg.connect(sslmode="disable", autocommit=True) as c:
            print(c.execute("select id, name from customers order by id").fetchall())
            print(c.execute("select %s::int + 1", (41,)).fetchone())
            try:
                c.execute("select 1/0")
            except psycopg.Error as error:
                print(error.sqlstate)
            with c.cursor() as cursor, cursor.copy("copy (select id, item from orders where id < 4 order by id) to stdout") as rows:
                print(list(rows.rows()))
        """;

    [Fact]
    public async Task Psycopg_gets_from_the_recording_what_it_got_from_the_server()
    {
        ProxyProcess proxy = recording.Proxy;
        string live = await RunPsycopgAsync(proxy.Port, "recorded");
        Assert.Contains("Chloé", live, StringComparison.Ordinal);
        string id = await recording.NextSessionAsync();
        await using ReplayServer replay = await ReplayServer.StartAsync(proxy, id);
        Assert.Equal(live, await RunPsycopgAsync(replay.Port, "recorded"));
    }

    [Theory]
    [InlineData("simple queries")]
    [InlineData("every type in binary")]
    [InlineData("errors in batches")]
    [InlineData("portal suspension")]
    [InlineData("copy out")]
    [InlineData("many rows")]
    public async Task Same_requests_get_the_same_bytes(string name)
    {
        SessionScript script = SessionScript.All.Single(script => script.Name == name);
        ProxyProcess proxy = recording.Proxy;
        byte[] live = await script.PlayAsync(proxy.Port);
        string id = await recording.NextSessionAsync();
        await using ReplayServer replay = await ReplayServer.StartAsync(proxy, id);
        Assert.Equal(live, await script.PlayAsync(replay.Port));
    }

    [Fact]
    public async Task Terminal_shows_the_statements_and_their_rows()
    {
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(SharedProxies.Configuration(SharedProxies.Policies));
        await using (WireClient client = await WireClient.LoginAsync(proxy.Port, ("application_name", "shown")))
        {
            await client.QueryAsync("select name, ssn from customers where id = 1");
            await client.QueryAsync("drop table doomed");
        }
        string id = (await proxy.EndedSessionAsync("shown")).Id();
        ToolRun run = await proxy.CliAsync("replay", id, "--speed", "1000");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("select name, ssn from customers where id = 1", run.Output, StringComparison.Ordinal);
        Assert.Contains("Ada", run.Output, StringComparison.Ordinal);
        Assert.Contains("blocked by policy", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("123-45-6789", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Output);
    }

    private static async Task<string> RunPsycopgAsync(int port, string application)
    {
        Dictionary<string, string> environment = PostgresRoutes.Environment(port);
        environment["PGUSER"] = SampleSchema.TrustedUser;
        environment["PGAPPNAME"] = application;
        ToolRun run = await ToolRun.RunAsync(["/usr/bin/python3", "-c", Program], environment);
        Assert.True(run.ExitCode == 0, run.Errors);
        return run.Output;
    }
}
