using System.Text.Json.Nodes;
using WireProxy.Integration.Drivers.Postgres;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Proxy.Postgres;
using WireProxy.Integration.Servers;
using WireProxy.Integration.Servers.Postgres;
using WireProxy.Integration.Transparency.Postgres;
using WireProxy.Integration.Wire.Postgres;

namespace WireProxy.Integration.Recording.Postgres;

/// <summary>Sessions of real clients, exported and read by the programs that the exports are for.</summary>
public sealed class ExportTests(RecordingProxy recording) : IClassFixture<RecordingProxy>
{
    [Fact]
    public async Task Binary_rows_read_as_the_server_writes_them_in_text()
    {
        ProxyProcess proxy = recording.Proxy;
        string columns = "c_bool, c_int2, c_int4, c_int8, c_float4, c_float8, c_numeric, c_text, c_varchar, c_char, c_bytea, c_date, c_time, c_timetz, "
            + "c_timestamp, c_timestamptz, c_interval, c_uuid, c_json, c_jsonb, c_inet, c_cidr, c_macaddr, c_bit, c_varbit, c_ints, c_texts";
        string values = "(values (-0.00012::numeric, 'NaN'::numeric, 100000000::numeric, 'infinity'::date, '-infinity'::timestamp, "
            + "'1999-12-31 23:59:59.5'::timestamp, '-1 day -00:00:01'::interval, '1e-7'::float8, '1e20'::float4, 'Infinity'::float8, '{}'::int4[], "
            + "'[0:1]={1,2}'::int4[], '{{1,2},{3,4}}'::int4[], '{\"\",NULL,\"a\\\\b\"}'::text[], '10:00:00-03:30'::timetz, '::1'::inet)) v";
        string[] queries = [$"select {columns} from everything", $"select * from {values}"];
        await using (WireClient client = await WireClient.LoginAsync(proxy.Port, ("application_name", "binary")))
        {
            foreach (string query in queries)
            {
                await client.ExchangeAsync(Frontend.Extended(query, resultFormat: 0), Frontend.Sync);
                await client.ExchangeAsync(Frontend.Extended(query, resultFormat: 1), Frontend.Sync);
            }
        }

        List<JsonNode> lines = await proxy.ExportLinesAsync(await recording.NextSessionAsync(), "--rows");

        var rows = lines.Where(line => line.Is("row")).GroupBy(line => line.Count("statement"), line => line["values"]!.ToJsonString()).ToDictionary(group => group.Key, group => string.Join('\n', group));
        Assert.Equal(4, rows.Count);
        Assert.Equal(rows[1], rows[2]);
        Assert.Equal(rows[3], rows[4]);
        Assert.Contains("\"12345678901234567890.123456789\"", rows[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_of_a_session_does_again_what_the_session_did()
    {
        ProxyProcess proxy = recording.Proxy;
        const string Program =
            """
            import psycopg, datetime, uuid, decimal
            with psycopg.connect(sslmode="disable", autocommit=True) as c:
                c.execute("drop table if exists again; create table again (i int, t text, d date, u uuid, n numeric, b bytea, a int[], f float8)")
                for binary in (False, True):
                    with c.cursor(binary=binary) as cur:
                        cur.execute("insert into again values (%s, %s, %s, %s, %s, %b, %b, %b) -- a comment", (7, "it's a \\ back", datetime.date(2024, 2, 29),
                            uuid.UUID("00112233-4455-6677-8899-aabbccddeeff"), decimal.Decimal("-12.50"), b"\x00\xff", [1, None, 3], 0.1))
                        cur.execute("insert into again (t) values (%s)", (None,))
                with c.cursor() as cur, cur.copy("copy again (i, t) from stdin") as copy:
                    copy.write_row((8, "tab\there"))
                    copy.write_row((9, None))
                try:
                    c.execute("insert into again values (1/0)")
                except psycopg.Error:
                    pass
            """;
        Dictionary<string, string> environment = PostgresRoutes.Environment(proxy.Port);
        environment["PGUSER"] = SampleSchema.TrustedUser;
        environment["PGAPPNAME"] = "scripted";
        ToolRun run = await ToolRun.RunAsync(["/usr/bin/python3", "-c", Program], environment);
        Assert.True(run.ExitCode == 0, run.Errors);
        const string Content = "select string_agg(again::text, E'\\n' order by again::text) from again";
        object? live = await PostgresServer.Shared.ScalarAsync(Content);

        string script = await proxy.ExportAsync(await recording.NextSessionAsync(), "sql");
        environment = PostgresRoutes.Environment(PostgresServer.Shared.Port);
        environment["PGUSER"] = SampleSchema.TrustedUser;
        ToolRun psql = await ToolRun.RunAsync(["psql", "-X", "-q", "-f", "-"], environment, script);

        // The statement that failed fails again, and nothing else does.
        Assert.Equal(1, psql.Errors.Split("ERROR").Length - 1);
        Assert.Contains("division by zero", psql.Errors, StringComparison.Ordinal);
        Assert.Equal(6, live!.ToString()!.Split('\n').Length);
        Assert.Equal(live, await PostgresServer.Shared.ScalarAsync(Content));
        await PostgresServer.Shared.ScalarAsync("drop table again");
    }

    [Fact]
    public async Task A_refused_statement_is_a_comment_in_the_script_and_masked_values_are_masked_in_every_export()
    {
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(SharedProxies.Configuration(SharedProxies.Policies));
        await using (WireClient client = await WireClient.LoginAsync(proxy.Port, ("application_name", "guarded")))
        {
            await client.QueryAsync("select name, ssn from customers where id = 1");
            await client.QueryAsync("drop table doomed;\nselect 1");
        }
        string id = (await proxy.EndedSessionAsync("guarded")).Id();

        string script = await proxy.ExportAsync(id, "sql");
        Assert.Contains("\n-- drop table doomed;\n-- select 1\n", script, StringComparison.Ordinal);
        Assert.Equal("name,ssn\r\nAda,*******6789\r\n", await proxy.ExportAsync(id, "csv"));
        List<JsonNode> lines = await proxy.ExportLinesAsync(id, "--rows");
        Assert.Contains(lines, line => line.Is("row") && line["values"]![1]!.ToString() == "*******6789");
        Assert.Equal(["allow", "deny"], lines.Where(line => line.Is("statement")).Select(line => line["verdict"]!.ToString()));
        foreach (string format in (string[])["sql", "csv", "jsonl", "pcapng"])
            Assert.DoesNotContain("123-45-6789", await proxy.ExportAsync(id, format), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("simple queries", 2)]
    [InlineData("every type in binary", 0)]
    [InlineData("errors", 3)]
    [InlineData("hundred pipelined queries", 100)]
    [InlineData("copy out", 3)]
    [InlineData("copy in", 1)]
    [InlineData("portal suspension", 0)]
    [InlineData("many rows", 1)]
    [InlineData("large rows both ways", 0)]
    public async Task Wireshark_dissects_a_capture_without_complaint(string name, int queries)
    {
        SessionScript script = SessionScript.All.Single(script => script.Name == name);
        ProxyProcess proxy = recording.Proxy;
        await script.PlayAsync(proxy.Port);
        string file = await proxy.ExportToFileAsync(await recording.NextSessionAsync(), "pcapng");
        await Capture.AssertSoundAsync(file);
        List<string> dissected = await Capture.FieldAsync(file, "pgsql.query", "pgsql.type == \"Simple query\"");
        Assert.Equal(SessionScript.Preparation, dissected[0]);
        Assert.Equal(queries, dissected.Count - 1);
        File.Delete(file);
    }

    [Fact]
    public async Task A_session_under_tls_and_scram_is_dissected_from_its_startup_on()
    {
        ProxyProcess proxy = recording.Proxy;
        Dictionary<string, string> environment = PostgresRoutes.Environment(proxy.Port);
        environment["PGSSLMODE"] = "require";
        ToolRun run = await ToolRun.RunAsync(["psql", "-X", "-c", "select 1 as one", "-c", "select id, name from customers"], environment);
        Assert.True(run.ExitCode == 0, run.Errors);
        string file = await proxy.ExportToFileAsync(await recording.NextSessionAsync(), "pcapng");
        await Capture.AssertSoundAsync(file);
        Assert.Equal(["select 1 as one", "select id, name from customers"], await Capture.FieldAsync(file, "pgsql.query", "pgsql.query"));
        Assert.Contains("user", string.Join(',', await Capture.FieldAsync(file, "pgsql.parameter_name", "pgsql.parameter_name")), StringComparison.Ordinal);
        File.Delete(file);
    }

    [Fact]
    public async Task Every_result_set_gets_a_file_of_its_own()
    {
        ProxyProcess proxy = recording.Proxy;
        await using (WireClient client = await WireClient.LoginAsync(proxy.Port, ("application_name", "sets")))
        {
            await client.QueryAsync("select 1 as a, null as b, '' as c, 'x,\"y\"' as d; select 2 as z; set timezone = 'UTC'");
            await client.QueryAsync("copy (select 5) to stdout");
            await client.QueryAsync("select i from numbers order by i limit 3000");
        }
        string id = await recording.NextSessionAsync();
        string folder = Directory.CreateTempSubdirectory("wireproxy-csv-").FullName;
        ToolRun run = await proxy.CliAsync("export", id, "--format", "csv", "-o", folder);
        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Equal(["000001-1.csv", "000001-2.csv", "000002-1.copy", "000003-1.csv"], Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("a,b,c,d\r\n1,,\"\",\"x,\"\"y\"\"\"\r\n", await File.ReadAllTextAsync(Path.Combine(folder, "000001-1.csv")));
        Assert.Equal("5\n", await File.ReadAllTextAsync(Path.Combine(folder, "000002-1.copy")));
        Assert.Equal(3001, (await File.ReadAllLinesAsync(Path.Combine(folder, "000003-1.csv"))).Length);
        Directory.Delete(folder, recursive: true);

        Assert.Equal("z\r\n2\r\n", await proxy.ExportAsync(id, "csv", "--statement", "1", "--result", "2"));
        ToolRun several = await proxy.CliAsync("export", id, "--format", "csv");
        Assert.Equal((1, ""), (several.ExitCode, several.Output));
        Assert.Contains("4 result sets", several.Errors, StringComparison.Ordinal);
    }
}
