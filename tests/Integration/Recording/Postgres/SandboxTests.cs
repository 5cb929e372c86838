using System.Globalization;
using System.Text.Json.Nodes;
using WireProxy.Integration.Drivers.Postgres;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Proxy.Postgres;
using WireProxy.Integration.Servers;
using WireProxy.Integration.Servers.Postgres;
using WireProxy.Integration.Transparency.Postgres;
using WireProxy.Integration.Wire.Postgres;

namespace WireProxy.Integration.Recording.Postgres;

/// <summary>Recorded sessions, sent again to a server.</summary>
public sealed class SandboxTests(RecordingProxy recording) : IClassFixture<RecordingProxy>
{
    private static string Server => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{PostgresServer.Shared.Port}");

    [Theory]
    [InlineData("simple queries")]
    [InlineData("every type in binary")]
    [InlineData("several statements in one query")]
    [InlineData("errors in batches")]
    [InlineData("transactions")]
    [InlineData("portal suspension")]
    [InlineData("prepared once, run often")]
    [InlineData("hundred pipelined queries")]
    [InlineData("copy out")]
    [InlineData("copy in")]
    [InlineData("copy in, failed by the client")]
    [InlineData("copy in, extended")]
    [InlineData("many rows")]
    [InlineData("large rows both ways")]
    [InlineData("flush")]
    [InlineData("terminate in the middle of a batch")]
    public async Task The_same_server_answers_the_same(string name)
    {
        SessionScript script = SessionScript.All.Single(script => script.Name == name);
        await script.PlayAsync(recording.Proxy.Port);
        string id = await recording.NextSessionAsync();
        ToolRun run = await recording.Proxy.CliAsync("replay", id, "--to", Server, "--timeout", "20");
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        Assert.Contains(" 0 answered otherwise", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SampleSchema.User)]
    [InlineData("md5er")]
    [InlineData("clear")]
    public async Task Each_password_method_works_and_another_user_can_replay(string user)
    {
        string id = await RecordAsync("select 1", "select name from customers order by id");
        Assert.Equal(0, (await ReplayAsync(recording.Proxy, id, SampleSchema.Password, "--user", user)).ExitCode);
        ToolRun wrong = await ReplayAsync(recording.Proxy, id, "wrong", "--user", user);
        Assert.Equal(1, wrong.ExitCode);
        Assert.Contains($"does not let '{user}' in", wrong.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TLS_is_used_where_it_is_required()
    {
        string id = await RecordAsync("select 1");
        Assert.Equal(0, (await ReplayAsync(recording.Proxy, id, SampleSchema.Password, "--user", "tlsonly", "--tls", "Require")).ExitCode);
        Assert.Equal(1, (await ReplayAsync(recording.Proxy, id, SampleSchema.Password, "--user", "tlsonly", "--tls", "Disable")).ExitCode);
    }

    [Fact]
    public async Task What_is_answered_otherwise_is_named_field_by_field_and_can_be_ignored()
    {
        string table = $"moved_{Guid.NewGuid():N}";
        await PostgresServer.Shared.ScalarAsync($"create table {table} (i int, t text); insert into {table} values (1, 'a'), (2, 'b')");
        string id = await RecordAsync("select pg_backend_pid() as pid, 'same' as word", $"select * from {table}", $"select t from {table} where i = 1", "select 1");
        await PostgresServer.Shared.ScalarAsync($"update {table} set t = 'c' where i = 1");
        ToolRun run = await ReplayAsync(recording.Proxy, id, "");
        Assert.Equal(5, run.ExitCode);
        Assert.Contains("statement 1 (select pg_backend_pid() as pid, 'same' as word): row 1, column pid: recorded '", run.Output, StringComparison.Ordinal);
        // An updated row moves to the end of the heap.
        Assert.Contains($"statement 2 (select * from {table}): row 1, column i: recorded '1', now '2'", run.Output, StringComparison.Ordinal);
        Assert.Contains($"statement 3 (select t from {table} where i = 1): row 1, column t: recorded 'a', now 'c'", run.Output, StringComparison.Ordinal);
        Assert.Contains("4 statements, 3 answered otherwise", run.Output, StringComparison.Ordinal);

        Assert.Equal(0, (await ReplayAsync(recording.Proxy, id, "", "--ignore", "column:p*", "--ignore", "order", "--ignore", "column:t")).ExitCode);

        await PostgresServer.Shared.ScalarAsync($"drop table {table}");
        ToolRun json = await ReplayAsync(recording.Proxy, id, "", "--ignore", "column:pid", "--json");
        JsonNode result = JsonNode.Parse(json.Output)!;
        Assert.Equal((5, 4, 2, 0), (json.ExitCode, result.Count("statements"), result.Count("different"), result.Count("notSent")));
        Assert.StartsWith("error: recorded none, now '42P01", result["differences"]![0]!["difference"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_policy_refused_is_not_sent()
    {
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(SharedProxies.Configuration(SharedProxies.Policies));
        await RunAsync(proxy, "drop table doomed", "select id from orders where id = 1");
        ToolRun run = await ReplayAsync(proxy, (await proxy.EndedSessionAsync(_ => true)).Id(), "");
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        Assert.Contains("1 statements, 0 answered otherwise, 1 not sent", run.Output, StringComparison.Ordinal);
        Assert.Equal(0L, await PostgresServer.Shared.ScalarAsync("select count(*) from doomed"));
    }

    [Fact]
    public async Task Psycopgs_batches_parameters_and_copies_are_sent_again()
    {
        const string Program =
            """
            import psycopg
            with psycopg.connect(sslmode="disable", autocommit=True) as c:
                c.execute("create temp table t (i int, s text)")
                with c.cursor() as cur:
                    cur.executemany("insert into t values (%s, %s)", [(i, f"row {i}") for i in range(500)])
                    with cur.copy("copy t from stdin") as copy:
                        for i in range(500):
                            copy.write_row((i, "copied"))
                    with cur.copy("copy (select * from t order by i, s) to stdout") as rows:
                        print(sum(1 for _ in rows.rows()))
                print(c.execute("select count(*), sum(i) from t", prepare=True).fetchone())
                for i in range(8):
                    c.execute("select %s::int + 1", (i,)).fetchone()
            """;
        Dictionary<string, string> environment = PostgresRoutes.Environment(recording.Proxy.Port);
        environment["PGUSER"] = SampleSchema.TrustedUser;
        ToolRun live = await ToolRun.RunAsync(["/usr/bin/python3", "-c", Program], environment);
        Assert.True(live.ExitCode == 0, live.Errors);
        ToolRun run = await ReplayAsync(recording.Proxy, await recording.NextSessionAsync(), "");
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_failure()
    {
        string id = await RecordAsync("select 1");
        ToolRun run = await recording.Proxy.CliAsync("replay", id, "--to", "127.0.0.1:1");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("cannot connect", run.Errors, StringComparison.Ordinal);
    }

    private async Task<string> RecordAsync(params string[] statements)
    {
        await RunAsync(recording.Proxy, statements);
        return await recording.NextSessionAsync();
    }

    private static async Task RunAsync(ProxyProcess proxy, params string[] statements)
    {
        await using WireClient client = await WireClient.LoginAsync(proxy.Port);
        foreach (string statement in statements)
            await client.QueryAsync(statement);
    }

    private static Task<ToolRun> ReplayAsync(ProxyProcess proxy, string id, string password, params string[] options) => ToolRun.RunAsync(
        [Repository.Program, "replay", id, "--to", Server, "--timeout", "20", .. options, "--config", proxy.ConfigurationPath],
        new Dictionary<string, string> { ["WIREPROXY_SANDBOX_PASSWORD"] = password });
}
