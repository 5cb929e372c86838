using System.Globalization;
using System.Text.Json.Nodes;
using WireProxy.Integration.Drivers.MySql;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Proxy.MySql;
using WireProxy.Integration.Servers;
using WireProxy.Integration.Servers.MySql;
using WireProxy.Integration.Wire;
using WireProxy.Integration.Wire.MySql;

namespace WireProxy.Integration.Recording.MySql;

/// <summary>Sessions of real clients, exported and read by the programs that the exports are for.</summary>
public sealed class ExportTests
{
    [Theory]
    [OnMariaDb]
    [OnMySql9]
    internal async Task Binary_rows_read_as_the_server_writes_them_in_text(Brand brand)
    {
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(MySqlProxies.Configuration(brand, "[]"));
        await using (MySqlWireClient client = await MySqlWireClient.LoginAsync(proxy.Port))
        {
            await client.QueryAsync("select * from everything order by id");
            await client.RunPreparedAsync("select * from everything order by id");
            await client.QueryAsync("select 0.1, 1e20, 1e-7, 1.25e-14, -3e-9, 2e-20, 1e14, cast('838:59:59' as time), cast(0 as double), cast(1.5 as float)");
            await client.RunPreparedAsync("select 0.1, 1e20, 1e-7, 1.25e-14, -3e-9, 2e-20, 1e14, cast('838:59:59' as time), cast(0 as double), cast(1.5 as float)");
        }

        List<JsonNode> lines = await proxy.ExportLinesAsync((await proxy.EndedSessionAsync(_ => true)).Id(), "--rows");

        var rows = lines.Where(line => line.Is("row")).GroupBy(line => line.Count("statement"), line => line["values"]!.ToJsonString())
            .Select(group => string.Join('\n', group)).ToList();
        Assert.Equal(4, rows.Count);
        Assert.Equal(rows[0], rows[1]);
        Assert.Equal(rows[2], rows[3]);
        Assert.Contains("\"2024-02-29 13:14:15.123456\"", rows[0], StringComparison.Ordinal);
    }

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    internal async Task A_script_of_a_session_does_again_what_the_session_did(Brand brand)
    {
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(MySqlProxies.Configuration(brand, "[]"));
        string table = $"again_{Guid.NewGuid():N}";
        const string Content = "select group_concat(concat_ws('|', i, t, d, hex(b), f, coalesce(n, 'null')) order by i separator '\\n') from ";
        string? live;
        await using (MySqlWireClient client = await MySqlWireClient.LoginAsync(proxy.Port))
        {
            await client.QueryAsync($"create table {table} (i int, t varchar(80), d datetime(6), b blob, f double, n decimal(8,2))");
            await client.QueryAsync($"insert into {table} values (1, 'it''s a \\\\ back', '2024-02-29 13:14:15.5', x'00ff', 0.1, null); select 'x' -- a comment");
            await client.RunPreparedAsync($"insert into {table} values (?, ?, now(6), ?, ?, ?) # another", 2L, "it's ? a \\ back\0", new byte[] { 0xFF, 0, 0x27 }, "0.25", "-7.50");
            await client.QueryAsync($"update {table} set d = '2024-03-01 00:00:00' where i = 2");
            await client.QueryAsync($"insert into {table} values (1, 2)");
            live = (await client.QueryAsync(Content + table)).Results[0].Rows[0][0];
            await client.QueryAsync($"drop table {table}");
        }

        string script = await proxy.ExportAsync((await proxy.EndedSessionAsync(_ => true)).Id(), "sql");
        string[] lines = script.Split('\n');
        script = string.Join('\n', lines.Where(line => !line.StartsWith("drop table", StringComparison.Ordinal)));
        ToolRun run = await new CommandLineClient(brand).RunAsync(MySqlServer.Shared(brand).Port, script, "--force");

        Assert.Contains("ERROR 1136", run.Errors, StringComparison.Ordinal);
        Assert.Equal(1, run.Errors.Split("ERROR ").Length - 1);
        await using MySqlWireClient direct = await MySqlWireClient.LoginAsync(MySqlServer.Shared(brand).Port);
        Assert.Equal(2, live!.Split('\n').Length);
        Assert.Equal(live, (await direct.QueryAsync(Content + table)).Results[0].Rows[0][0]);
        await direct.QueryAsync($"drop table {table}");
    }

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    internal async Task Wireshark_dissects_captures_of_PyMySQL_without_complaint(Brand brand) => await AssertDissectedAsync(
        brand, ["/usr/bin/python3", Repository.PathOf("tests/Drivers/mysql_python_driver.py"), "pymysql", "plain", "parameters", "many_rows", "multi_statements", "errors"]);

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    internal async Task Wireshark_dissects_captures_of_mysql2_without_complaint(Brand brand) => await AssertDissectedAsync(
        brand, ["node", Repository.PathOf("tests/Drivers/mysql2_driver.js"), "plain", "transactions", "errors"]);

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    internal async Task A_session_under_TLS_is_dissected_from_its_greeting_on(Brand brand)
    {
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(MySqlProxies.Configuration(brand, "[]"));
        await using (MySqlWireClient client = await MySqlWireClient.LoginAsync(proxy.Port, new LoginOptions { Tls = ClientTls.Yes, User = MySqlSampleSchema.User, Password = MySqlSampleSchema.Password }))
        {
            await client.QueryAsync("select 1 as one");
            await client.QueryAsync("select id, name from customers");
        }
        string file = await proxy.ExportToFileAsync((await proxy.EndedSessionAsync(_ => true)).Id(), "pcapng");
        await Capture.AssertSoundAsync(file);
        Assert.Equal(["select 1 as one", "select id, name from customers"], await Capture.FieldAsync(file, "mysql.query", "mysql.query"));
        Assert.Equal([MySqlSampleSchema.User], await Capture.FieldAsync(file, "mysql.user", "mysql.user"));
        File.Delete(file);
    }

    [Fact]
    public async Task Every_result_set_gets_a_file_of_its_own()
    {
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(MySqlProxies.Configuration(Brand.MariaDb, "[]"));
        await using (MySqlWireClient client = await MySqlWireClient.LoginAsync(proxy.Port))
        {
            await client.QueryAsync("select 1 as a, null as b, '' as c; do 0; select 2 as z");
            await client.RunPreparedAsync("select i from numbers order by i limit 3000");
        }
        string id = (await proxy.EndedSessionAsync(_ => true)).Id();
        string folder = Directory.CreateTempSubdirectory("wireproxy-csv-").FullName;
        ToolRun run = await proxy.CliAsync("export", id, "--format", "csv", "-o", folder);
        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Equal(["000001-1.csv", "000001-2.csv", "000002-1.csv"], Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("a,b,c\r\n1,,\"\"\r\n", await File.ReadAllTextAsync(Path.Combine(folder, "000001-1.csv")));
        Assert.Equal(3001, (await File.ReadAllLinesAsync(Path.Combine(folder, "000002-1.csv"))).Length);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task AssertDissectedAsync(Brand brand, string[] commandLine)
    {
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(MySqlProxies.Configuration(brand, "[]") with { ClientTls = null });
        await using var relay = new CapturingRelay(proxy.Port);
        Dictionary<string, string> environment = MySqlRoutes.Environment(relay.Port, brand);
        environment["POLICY"] = "off";
        ToolRun run = await ToolRun.RunAsync(commandLine, environment);
        Assert.DoesNotContain("not ok", run.Output, StringComparison.Ordinal);
        Assert.NotEmpty(relay.Connections);
        await Task.WhenAll(relay.Connections.Select(async connection =>
        {
            string id = (await proxy.EndedSessionAsync(session => (string?)session["client"] == connection.Address)).Id();
            string file = await proxy.ExportToFileAsync(id, "pcapng");
            await Capture.AssertSoundAsync(file);
            // Answers of authentication, which are zeros here, are shown as command 0 for want of a better name.
            List<string> dissected = await Capture.FieldAsync(file, "mysql.command", "mysql.command > 0");
            Assert.Equal(Commands(await proxy.ExportRawAsync(id, "client")), dissected.Select(command => byte.Parse(command, CultureInfo.InvariantCulture)));
            File.Delete(file);
        }));
    }

    // The first bytes of the payloads with which sequence ids start anew.
    private static IEnumerable<byte> Commands(byte[] client)
    {
        for (int at = 0; at + 4 < client.Length; at += 4 + (client[at] | (client[at + 1] << 8) | (client[at + 2] << 16)))
        {
            if (client[at + 3] == 0)
                yield return client[at + 4];
        }
    }
}
