using WireProxy.Integration.Drivers.MySql;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Proxy.MySql;
using WireProxy.Integration.Servers;
using WireProxy.Integration.Servers.MySql;
using WireProxy.Integration.Wire.MySql;

namespace WireProxy.Integration.Recording.MySql;

/// <summary>Replaying a recorded session to a terminal and to a driver.</summary>
public sealed class ReplayTests
{
    private const string Python =
        """
        import os, pymysql
        c = pymysql.connect(host="127.0.0.1", port=int(os.environ["DB_PORT"]), user=os.environ["DB_USER"], password=os.environ["DB_PASSWORD"],
                            database="shop", ssl_disabled=True, autocommit=True, local_infile=True,
                            client_flag=pymysql.constants.CLIENT.MULTI_STATEMENTS)
        with c.cursor() as cur:
            cur.execute("select id, name, dob from customers order by id"); print(cur.fetchall())
            cur.execute("select %s + 1, %s", (41, None)); print(cur.fetchone())
            cur.execute("select 1; select 2; do 0")
            print(cur.fetchall(), cur.nextset(), cur.fetchall(), cur.nextset())
            try:
                cur.execute("select * from nowhere")
            except pymysql.Error as error:
                print(error)
            cur.execute("select i, repeat('x', 200) from numbers limit 5000"); print(len(cur.fetchall()))
        c.close()
        """;

    private const string Node =
        """
        const mysql = require('mysql2/promise');
        (async () => {
          const c = await mysql.createConnection({ host: '127.0.0.1', port: Number(process.env.DB_PORT), user: process.env.DB_USER,
            password: process.env.DB_PASSWORD, database: 'shop', dateStrings: true });
          console.log(JSON.stringify((await c.execute('select * from everything where id = ?', [1]))[0]));
          console.log(JSON.stringify((await c.execute('select * from everything where id = ?', [2]))[0]));
          console.log(JSON.stringify((await c.query('select id, name from customers'))[0]));
          await c.end();
        })();
        """;

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    internal Task PyMySQL_gets_from_the_recording_what_it_got_from_the_server(Brand brand) =>
        AssertReplaysAsync(brand, ["/usr/bin/python3", "-c", Python], expected: "Chloé");

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    internal Task Node_mysql2_gets_from_the_recording_what_it_got_from_the_server(Brand brand) =>
        AssertReplaysAsync(brand, ["node", "-e", Node], expected: "tëxt");

    [Fact]
    public async Task A_driver_with_other_capabilities_differs()
    {
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(MySqlProxies.Configuration(Brand.MariaDb, "[]"));
        await using (MySqlWireClient client = await MySqlWireClient.LoginAsync(proxy.Port))
            await client.QueryAsync("select 1");
        string id = (await proxy.EndedSessionAsync(_ => true)).Id();
        await using ReplayServer replay = await ReplayServer.StartAsync(proxy, id);
        await using MySqlWireClient other = await MySqlWireClient.ConnectAsync(replay.Port);

        InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => other.StartAsync(new LoginOptions { Wanted = Capabilities.Usual | Capabilities.DeprecateEof }));

        Assert.Contains("DeprecateEof", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Terminal_shows_the_statements_and_their_rows()
    {
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(MySqlProxies.Configuration(Brand.MariaDb, "[]"));
        await using (MySqlWireClient client = await MySqlWireClient.LoginAsync(proxy.Port))
        {
            await client.QueryAsync("select name, dob from customers where id = 1");
            await client.QueryAsync("select * from nowhere");
            Prepared prepared = await client.PrepareAsync("select c_datetime6, c_ubigint, c_varbinary from everything where id = ?");
            await client.ExecuteAsync(prepared, CursorType.None, 1L);
        }
        string id = (await proxy.EndedSessionAsync(_ => true)).Id();
        ToolRun run = await proxy.CliAsync("replay", id, "--speed", "1000");
        Assert.Equal(0, run.ExitCode);
        string[] shown = [.. run.Output.Split('\n').Where(line => line.Length > 15).Select(line => line[13..])];
        Assert.Equal(
            [
                "> select name, dob from customers where id = 1", "< name | dob", "< Ada  | 1985-12-10", "< (1 row)",
                "> select * from nowhere", "< ERROR 1146 (42S02) Table 'shop.nowhere' doesn't exist",
                "> (prepare) select c_datetime6, c_ubigint, c_varbinary from everything where id = ?",
                "> select c_datetime6, c_ubigint, c_varbinary from everything where id = ? [1: 1]",
                "< c_datetime6                | c_ubigint            | c_varbinary", "< 2024-02-29 13:14:15.123456 | 18446744073709551615 | 0x00FF10", "< (1 row)",
            ],
            shown.Where(line => line[0] != '-' && !line.Contains("goodbye", StringComparison.Ordinal)));
    }

    private static async Task AssertReplaysAsync(Brand brand, string[] commandLine, string expected)
    {
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(MySqlProxies.Configuration(brand, "[]") with { ClientTls = null });
        string live = await RunAsync(proxy.Port, brand, commandLine);
        Assert.Contains(expected, live, StringComparison.Ordinal);
        string id = (await proxy.EndedSessionAsync(_ => true)).Id();
        await using ReplayServer replay = await ReplayServer.StartAsync(proxy, id);
        Assert.Equal(live, await RunAsync(replay.Port, brand, commandLine));
    }

    private static async Task<string> RunAsync(int port, Brand brand, string[] commandLine)
    {
        ToolRun run = await ToolRun.RunAsync(commandLine, MySqlRoutes.Environment(port, brand));
        Assert.True(run.ExitCode == 0, run.Errors);
        return run.Output;
    }
}
