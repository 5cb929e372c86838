using System.Text;
using WireProxy.Integration.Wire;
using WireProxy.Integration.Wire.Postgres;

namespace WireProxy.Integration.Transparency.Postgres;

/// <summary>What a client sends in one session: steps, each followed by the answers it waits for.</summary>
internal sealed record SessionScript(string Name, params ScriptStep[] Steps)
{
    private static readonly byte[] Big = Encoding.ASCII.GetBytes(new string('x', 3 << 20));

    /// <summary>What each script begins with: a table of its own. Rows that other tests write at the same time would show in its counts.</summary>
    public const string Preparation = "create temporary table scratch (id int, value text)";

    /// <summary>Fixed data and no clocks, so that each run of a script on the same server gives the same bytes.</summary>
    public static SessionScript[] All { get; } =
    [
        new("simple queries", new("Z", Frontend.Query("select 1, 'a', null, true")), new("Z", Frontend.Query("select * from customers order by id"))),
        new("every type in text", new ScriptStep("Z", Frontend.Query("select * from everything"))),
        new("every type in binary", new ScriptStep("Z", Frontend.Extended("select * from everything", resultFormat: 1), Frontend.Sync)),
        new("several statements in one query", new ScriptStep("Z", Frontend.Query("select 1; insert into scratch values (9, 'several'); delete from scratch where id = 9; select 2"))),
        new("empty queries", new ScriptStep("ZZZZ", Frontend.Query(""), Frontend.Query(";"), Frontend.Query(" -- c"), Frontend.Query("select 1;;select 2"))),
        new("errors", new("Z", Frontend.Query("select * from nowhere")), new("Z", Frontend.Query("select 1/0")), new("Z", Frontend.Query("selec"))),
        new("error in the third of several", new ScriptStep("Z", Frontend.Query("select 1; select 2; select 1/0; select 4"))),
        new("transactions", new("Z", Frontend.Query("begin")), new("Z", Frontend.Query("select 1/0")), new("Z", Frontend.Query("select 1")), new("Z", Frontend.Query("rollback"))),
        new("notices", new ScriptStep("Z", Frontend.Query("do $$ begin raise notice 'one'; raise warning 'two %', 2; end $$; select 1"))),
        new("parameter changes", new("Z", Frontend.Query("set application_name = 'x'; set timezone = 'Europe/Paris'; set client_encoding = 'LATIN1'")),
            new("Z", Frontend.Query("select note from customers where id = 3")), new("Z", Frontend.Query("reset all"))),
        new("notifications", new("Z", Frontend.Query("listen script")), new("AZ", Frontend.Query("notify script, 'pay'"))),
        new("extended with parameters", new ScriptStep("Z", Frontend.Parse("select $1::int + 1, $2::text", "s"), Frontend.DescribeStatement("s"),
            Frontend.Bind("p", "s", ["41"u8.ToArray(), null]), Frontend.DescribePortal("p"), Frontend.Execute("p"), Frontend.ClosePortal("p"),
            Frontend.CloseStatement("s"), Frontend.CloseStatement("never was"), Frontend.Sync)),
        new("prepared once, run often", new("Z", Frontend.Parse("select $1::int * 2", "d"), Frontend.Sync),
            new("ZZZ", Run("d", "1"), Run("d", "2"), Run("d", "not a number")), new("Z", Run("d", "3"))),
        new("portal suspension", new ScriptStep("Z", Frontend.Parse("select i from generate_series(1, 5) i"), Frontend.Bind(), Frontend.Execute(limit: 2),
            Frontend.Execute(limit: 2), Frontend.Execute(limit: 2), Frontend.Execute(limit: 2), Frontend.Sync)),
        new("suspended insert returning", new ScriptStep("Z", Frontend.Parse("insert into scratch select i, 'ret' from generate_series(1, 3) i returning id"),
            Frontend.Bind(), Frontend.Execute(limit: 1), Frontend.Execute(), Frontend.Parse("delete from scratch where value = 'ret'"), Frontend.Bind(), Frontend.Execute(), Frontend.Sync)),
        new("negative limit", new ScriptStep("Z", Frontend.Parse("select 1"), Frontend.Bind(), Frontend.Execute(limit: -1), Frontend.Sync)),
        new("errors in batches", new("ZZ", Frontend.Extended("select 1"), Frontend.Extended("select 1/0"), Frontend.Extended("select 3"), Frontend.Sync, Frontend.Extended("select 4"), Frontend.Sync),
            new("Z", Frontend.Bind(statement: "unknown"), Frontend.Query("select 'skipped'"), Frontend.Sync)),
        new("error before any sync", new("E", Frontend.Parse("selec")), new("Z", Frontend.Sync)),
        new("flush", new("C", Frontend.Extended("select 5"), Frontend.Flush), new("Z", Frontend.Sync)),
        new("query between parse and sync", new ScriptStep("ZZ", Frontend.Parse("select 1"), Frontend.Query("select 2"), Frontend.Bind(), Frontend.Execute(), Frontend.Sync)),
        new("syncs alone", new ScriptStep("ZZZ", Frontend.Sync, Frontend.Sync, Frontend.Sync)),
        new("hundred pipelined queries", new ScriptStep(new string('Z', 100), [.. Enumerable.Range(0, 100).Select(i => Frontend.Query($"select {i}"))])),
        new("copy out", new("Z", Frontend.Query("copy orders to stdout")), new("Z", Frontend.Query("copy (select * from everything) to stdout (format binary)")),
            new("Z", Frontend.Query("copy (select 1/(3-i) from generate_series(1,5) i) to stdout"))),
        new("copy out, extended", new ScriptStep("Z", Frontend.Extended("copy orders to stdout (format csv, header)"), Frontend.Sync)),
        new("copy in", new("G", Frontend.Query("begin; copy scratch from stdin; rollback")), new("Z", Frontend.CopyData("1\tone\n2\t"u8), Frontend.CopyData("two\n"u8), Frontend.CopyDone)),
        new("copy in, failed by the client", new("G", Frontend.Query("copy scratch from stdin")), new("Z", Frontend.CopyData("1\tone\n"u8), Frontend.CopyFail("why"))),
        new("copy in, failed by the data", new("G", Frontend.Query("copy scratch from stdin")), new("Z", Frontend.CopyData("x\tone\n"u8), Frontend.CopyDone)),
        new("copy in, extended", new("G", Frontend.Extended("copy scratch from stdin"), Frontend.Sync), new("Z", Frontend.CopyFail("enough"), Frontend.Sync)),
        new("copy data outside a copy", new ScriptStep("Z", Frontend.CopyData("lost\n"u8), Frontend.CopyDone, Frontend.CopyFail("x"), Frontend.Query("select 1"))),
        new("function calls", new("Z", Frontend.FunctionCall(177, [0, 0, 0, 2], [0, 0, 0, 3])), new("Z", Frontend.FunctionCall(0)), new("Z", Frontend.FunctionCall(177, [0], [0]))),
        new("cursors", new("Z", Frontend.Query("begin; declare c binary cursor for select id, name from customers order by id")),
            new("Z", Frontend.Query("fetch 2 from c; move 1 in c; fetch all from c")), new("Z", Frontend.Query("close c; commit"))),
        new("sql prepare and execute", new("Z", Frontend.Query("prepare q(int) as select $1 + 1; execute q(1)")), new("Z", Run("q", "5")), new("Z", Frontend.Query("deallocate all")), new("Z", Run("q", "5"))),
        new("large rows both ways", new ScriptStep("Z", Frontend.Parse("select $1::text, length($1)"), Frontend.Bind(values: [Big]), Frontend.Execute(), Frontend.Sync)),
        new("many rows", new ScriptStep("Z", Frontend.Query("select i, 'row ' || i from generate_series(1, 20000) i"))),
        new("wide rows", new ScriptStep("Z", Frontend.Query("select " + string.Join(", ", Enumerable.Range(1, 1600))))),
        new("explain and show", new("Z", Frontend.Query("explain (costs off) select * from orders where id = 1")), new("Z", Frontend.Query("show server_version_num"))),
        new("message format errors", new("Z", new WireBuffer().Text("select 1").Text("x").ToFrame('Q')), new("Z", new WireBuffer().Text("").Text("select 1").ToFrame('P'), Frontend.Sync)),
        new("text with a backslash", new("Z", Frontend.Query("set standard_conforming_strings = off")), new("Z", Frontend.Query("select 'a\\'b', $$;$$, E'\\x41' /* ; /* */ ' */"))),
        new("invalid utf-8", new ScriptStep("Z", new WireBuffer().Raw("select '"u8).Byte(0xFF).Raw("'"u8).Byte(0).ToFrame('Q'))),
        new("terminate in the middle of a batch", new ScriptStep("", Frontend.Extended("select 1"), Frontend.Terminate)),
    ];

    /// <summary>Plays the script, each step in writes of at most <paramref name="chunk"/> bytes; every byte after the login that came back.</summary>
    public async Task<byte[]> PlayAsync(int port, int chunk = int.MaxValue)
    {
        await using WireClient client = await WireClient.LoginAsync(port);
        await client.QueryAsync(Preparation);
        long start = client.Received.Length;
        foreach (ScriptStep step in Steps)
        {
            await client.Stream.WriteInChunksAsync(Bytes.Join(step.Frames), chunk);
            if (step.Until.Length == 0)
                await client.ReadToEndAsync();
            foreach (char code in step.Until)
                await client.ReadUntilAsync(code);
        }
        return client.Received.ToArray()[(int)start..];
    }

    public override string ToString() => Name;

    private static byte[] Run(string statement, string value) =>
        [.. Frontend.Bind(statement: statement, values: [Encoding.ASCII.GetBytes(value)]), .. Frontend.Execute(), .. Frontend.Sync];
}

/// <summary>One write of a client, and the message codes that it then reads up to, one after the other; none: to the end.</summary>
internal sealed record ScriptStep(string Until, params byte[][] Frames);
