using System.Globalization;
using WireProxy.Integration.Drivers.MySql;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Proxy.MySql;
using WireProxy.Integration.Servers;
using WireProxy.Integration.Servers.MySql;
using WireProxy.Integration.Wire.MySql;

namespace WireProxy.Integration.Recording.MySql;

/// <summary>Recorded sessions, sent again to a server.</summary>
public sealed class SandboxTests
{
    private const string Python =
        """
        import os, pymysql
        name = "/tmp/wireproxy-infile-" + str(os.getpid())
        open(name, "w").write("1\tone\n2\ttwo\n")
        c = pymysql.connect(host="127.0.0.1", port=int(os.environ["DB_PORT"]), user=os.environ["DB_USER"], password=os.environ["DB_PASSWORD"],
                            database="shop", ssl_disabled=True, autocommit=True, local_infile=True,
                            client_flag=pymysql.constants.CLIENT.MULTI_STATEMENTS)
        with c.cursor() as cur:
            cur.execute("create temporary table t (i int, s varchar(40))")
            cur.execute("load data local infile '%s' into table t" % name)
            cur.execute("select * from t order by i"); print(cur.fetchall())
            cur.executemany("insert into t values (%s, %s)", [(i, "row") for i in range(500)])
            cur.execute("select 1; select count(*) from t; do 0")
            while cur.nextset(): pass
            try:
                cur.execute("select * from nowhere")
            except pymysql.Error as error:
                print(error)
            cur.execute("select i, repeat('x', 200) from numbers order by i limit 5000"); print(len(cur.fetchall()))
        c.select_db("elsewhere")
        with c.cursor() as cur:
            cur.execute("select * from customers"); print(cur.fetchall())
        c.close()
        os.unlink(name)
        """;

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    internal Task PyMySQLs_texts_files_and_results_are_answered_the_same(Brand brand) => AssertSameAsync(brand, ["/usr/bin/python3", "-c", Python]);

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    internal Task Mysql2s_prepared_statements_are_answered_the_same_under_other_numbers(Brand brand) => AssertSameAsync(
        brand, ["node", "-e",
            """
            const mysql = require('mysql2/promise');
            (async () => {
              const c = await mysql.createConnection({ host: '127.0.0.1', port: Number(process.env.DB_PORT), user: process.env.DB_USER,
                password: process.env.DB_PASSWORD, database: 'shop', dateStrings: true });
              const other = await c.prepare('select 1');
              await other.close();
              for (const id of [1, 2, 1, 3]) {
                await c.execute('select * from everything where id = ?', [id]);
                await c.execute('select id, name from customers where id > ? order by id', [id]);
              }
              await c.query('set @a = 1');
              await c.end();
            })();
            """]);

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    internal async Task Cursors_long_data_resets_and_changed_users_are_answered_the_same(Brand brand)
    {
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(MySqlProxies.Configuration(brand, "[]"));
        await using (MySqlWireClient client = await MySqlWireClient.LoginAsync(proxy.Port))
        {
            Prepared rows = await client.PrepareAsync("select id, name from customers order by id");
            Reply opened = await client.ExecuteAsync(rows, CursorType.ReadOnly);
            await client.FetchAsync(rows, opened.Results[0].Columns, 2);
            await client.FetchAsync(rows, opened.Results[0].Columns, 9);
            Prepared length = await client.PrepareAsync("select length(?)");
            await client.SendAsync(Command.SendLongData(length.Id, 0, "0123456789"u8), Command.SendLongData(length.Id, 0, "abc"u8));
            await client.SendAsync(Command.Execute(length.Id, CursorType.None, ""));
            await client.ReadExecutedAsync(length);
            await client.ExchangeAsync(Command.ResetConnection);
            await client.QueryAsync("select 'after the reset'");
        }
        await AssertSameAsync(proxy, brand, MySqlSampleSchema.TrustedUser, "");
    }

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    internal async Task Each_account_with_a_password_can_replay_and_a_wrong_one_can_not(Brand brand)
    {
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(MySqlProxies.Configuration(brand, "[]"));
        await using (MySqlWireClient client = await MySqlWireClient.LoginAsync(proxy.Port))
            await client.QueryAsync("select name from customers order by id");
        string id = (await proxy.EndedSessionAsync(_ => true)).Id();
        foreach (string user in MySqlSampleSchema.PasswordUsers(brand).Except(["ed25519", "sha256"]))
        {
            foreach (string tls in (string[])["Disable", "Require"])
            {
                ToolRun run = await ReplayAsync(proxy, brand, id, user, MySqlSampleSchema.Password, "--tls", tls);
                Assert.True(run.ExitCode == 0, $"{user}: {run.Output}{run.Errors}");
            }
            Assert.Equal(1, (await ReplayAsync(proxy, brand, id, user, "wrong", "--tls", "Require")).ExitCode);
        }
    }

    [Fact]
    public async Task Differences_are_named_and_connections_are_not_killed_by_number()
    {
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(MySqlProxies.Configuration(Brand.MariaDb, "[]"));
        await using (MySqlWireClient client = await MySqlWireClient.LoginAsync(proxy.Port))
        {
            await client.QueryAsync("select connection_id() as id, 1 as one");
            await client.QueryAsync("kill query 999999");
            await client.QueryAsync("select 2");
        }
        string id = (await proxy.EndedSessionAsync(_ => true)).Id();

        ToolRun run = await ReplayAsync(proxy, Brand.MariaDb, id, MySqlSampleSchema.TrustedUser, "");
        Assert.Equal(5, run.ExitCode);
        Assert.Contains("statement 1 (select connection_id() as id, 1 as one): row 1, column id: recorded '", run.Output, StringComparison.Ordinal);
        Assert.Contains("2 statements, 1 answered otherwise, 1 not sent", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await ReplayAsync(proxy, Brand.MariaDb, id, MySqlSampleSchema.TrustedUser, "", "--ignore", "column:id")).ExitCode);
    }

    private static async Task AssertSameAsync(Brand brand, string[] commandLine)
    {
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(MySqlProxies.Configuration(brand, "[]") with { ClientTls = null });
        ToolRun live = await ToolRun.RunAsync(commandLine, MySqlRoutes.Environment(proxy.Port, brand));
        Assert.True(live.ExitCode == 0, live.Errors);
        await AssertSameAsync(proxy, brand, MySqlSampleSchema.User, MySqlSampleSchema.Password);
    }

    private static async Task AssertSameAsync(ProxyProcess proxy, Brand brand, string user, string password)
    {
        string id = (await proxy.EndedSessionAsync(_ => true)).Id();
        ToolRun run = await ReplayAsync(proxy, brand, id, user, password);
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        Assert.Contains(" 0 answered otherwise", run.Output, StringComparison.Ordinal);
    }

    private static Task<ToolRun> ReplayAsync(ProxyProcess proxy, Brand brand, string id, string user, string password, params string[] options) => ToolRun.RunAsync(
        [Repository.Program, "replay", id, "--to", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{MySqlServer.Shared(brand).Port}"),
            "--user", user, "--timeout", "20", .. options, "--config", proxy.ConfigurationPath],
        new Dictionary<string, string> { ["WIREPROXY_SANDBOX_PASSWORD"] = password });
}
