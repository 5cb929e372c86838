using System.Text;
using WireProxy.Integration.Servers.MySql;
using WireProxy.Integration.Wire.MySql;
using static WireProxy.Integration.Transparency.MySql.Answer;

namespace WireProxy.Integration.Transparency.MySql;

/// <summary>What a client sends in one session, after the login.</summary>
internal sealed record SessionScript(string Name, params ScriptStep[] Steps)
{
    private static readonly byte[] Empty = [];

    // The first value was sent ahead.
    private static readonly byte[] LongDataExecute = new PacketBuffer()
        .Byte(0x17).Int32(1).Byte(0).Int32(1).Byte(0).Byte(1).Int16(252).Int16(253).Int16(253).LenText("b").LenText("c").ToArray();

    /// <summary>Null: for both.</summary>
    public Brand? Only { get; init; }

    /// <summary>Asked for besides the usual ones.</summary>
    public Capabilities Needs { get; init; }

    /// <summary>Fixed data and no clocks, so that each run of a script on the same server gives the same bytes.</summary>
    public static SessionScript[] All { get; } =
    [
        new("simple queries", Query("select 1, 'a', null, true"), Query("select * from customers order by id"), Query("select 'Chloé' as `ünïcode`")),
        new("every type in text", Query("select * from everything order by id")),
        new("every type in binary", Prepare("select * from everything order by id"), Execute(1), new(Binary, Command.Execute(1)), Close(1)),
        new("several statements in one query", Query("select 1; insert into scratch values (9, 'several'); delete from scratch where id = 9; select 2; do 0")),
        new("empty queries", Query(""), Query(" "), Query(";"), Query("-- c"), Query("/* c */"), Query("select 1;"), Query("select 1; -- c"), Query("select 1\0")),
        new("errors", Query("select * from nowhere"), Query("selec"), Query("select nowhere"), Query("call complain()"), Query("insert into orders (id) values (1)")),
        new("error in the third of several", Query("select 1; select 2; select nowhere; select 4"), Query("select 5")),
        new("error in the middle of the rows", Query("select i, (select i from numbers n where n.i <= m.i limit 2) from numbers m where i < 3"), Query("select 6")),
        new("transactions", Query("begin"), Query("insert into scratch values (1, 'tx')"), Query("select nowhere"), Query("savepoint s"), Query("rollback to s"),
            Query("rollback"), Query("start transaction read only"), Query("commit"), Query("set autocommit = 0"), Query("select 1"), Query("set autocommit = 1")),
        new("warnings", Query("select 1 / 0, cast('x' as signed)"), Query("show warnings"), Query("drop table if exists nowhere"), Query("show count(*) warnings")),
        new("session state", Query("set session_track_schema = 1, session_track_state_change = 1, session_track_system_variables = 'autocommit,sql_mode,time_zone,character_set_client,character_set_results'"), Query("use elsewhere"),
            Query("set names latin1"), Query("select note from shop.customers where id = 3"), Query("set sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES'"),
            Query("select 'a\\' as \"x\""), Query("set sql_mode = default"), Query("set session_track_transaction_info = 'CHARACTERISTICS'"), Query("begin"), Query("rollback"))
        { Needs = Capabilities.SessionTrack },
        new("parameters", Prepare("select ? + 1, ?, ?"), Execute(1, 41L, null, "text"), Execute(1, null, "x", Empty), Execute(1, 1L, "a", null),
            new(Preparation, Command.Prepare("select ?")), Execute(2, "first"), new(Binary, Command.ExecuteAgain(2, "second")), Close(2), Execute(2, "gone"), Execute(1, 2L, "b", "c")),
        new("null bitmaps", [.. Enumerable.Range(1, 18).SelectMany(n => (ScriptStep[])[
            Prepare("select " + string.Join(", ", Enumerable.Range(1, n).Select(i => i % 3 == 0 ? "null" : $"{i}"))), Execute((uint)n)])]),
        new("long data", Prepare("select length(?), ?, ?"), None(Command.SendLongData(1, 0, "abc"u8), Command.SendLongData(1, 0, "def"u8)),
            new(Binary, LongDataExecute), Reset(1), Execute(1, "x", "y", "z"), None(Command.SendLongData(1, 99, "far"u8)), Execute(1, "x", "y", "z"),
            None(Command.SendLongData(77, 0, "unknown"u8)), Execute(1, "x", "y", "z")),
        new("cursor", Prepare("select id, name from customers order by id"), new(Binary, Command.Execute(1, CursorType.ReadOnly)),
            Fetch(1, 1), Fetch(1, 2), Fetch(1, 9), Fetch(1, 1), new(Binary, Command.Execute(1, CursorType.ReadOnly)), Reset(1),
            Fetch(1, 1), Query("select 1")),
        new("failed prepare", Prepare("selec"), Prepare("select * from nowhere"), Execute(1), Prepare("select 1; select 2"), Reset(5), Fetch(5, 1), None(Command.CloseStatement(5)), Query("select 7")),
        new("prepare and execute the last in one write", new ScriptStep([Preparation, Binary], Command.Prepare("select ? + ?"), Command.Execute(uint.MaxValue, CursorType.None, 2L, 3L)),
            new([Preparation, Binary], Command.Prepare("selec"), Command.Execute(uint.MaxValue))) { Only = Brand.MariaDb },
        new("procedures", Query("set @label = 'x'"), Query("call two_results(3, @total, @label)"), Query("select @total, @label"), Query("call one_customer(4)")),
        new("procedures in binary", Prepare("call two_results(?, ?, ?)"), Execute(1, 3L, null, "label"), Execute(1, 5L, null, "again"), Query("select 1")),
        new("sql prepare and execute", Query("prepare q from 'select ? + 1'"), Query("set @a = 1"), Query("execute q using @a"), Query("deallocate prepare q"), Query("execute q")),
        new("hundred pipelined queries", new ScriptStep([.. Enumerable.Repeat(Text, 100)], [.. Enumerable.Range(0, 100).Select(i => Command.Query($"select {i}"))])),
        new("pipelined commands of all kinds", new ScriptStep([Packet, Text, Preparation, Binary, Binary, Packet, Text, Packet], Command.Ping, Command.Query("select 1"),
            Command.Prepare("select 2"), Command.Execute(1), Command.Execute(9), Command.ResetStatement(1), Command.Query("select nowhere"), Command.Ping),
            new(Packet, Command.CloseStatement(1), Command.SendLongData(1, 0, "x"u8), Command.Ping)),
        new("reset and names in one write", new ScriptStep([Packet, Text], Command.ResetConnection, Command.Query("set names utf8mb4")), Query("select 1")),
        new("reset", Query("set @a = 1"), Query("create temporary table gone (id int)"), Prepare("select 1"), new(Packet, Command.ResetConnection), Query("select @a, database()"), Query("select * from gone"), Execute(1)),
        new("commands", new(Packet, Command.Ping), new(Packet, Command.InitDatabase("elsewhere")), Query("select database()"), new(Packet, Command.InitDatabase("nowhere")),
            Query("select database()"), new(Packet, Command.Ping), new(Packet, [0x50]), new(Packet, Empty), Query("select 1")),
        new("local data", [Query("begin"), .. LoadLocal("1\tone\n2\ttwo\n"), Query("select * from scratch where id in (1, 2) order by id"), .. LoadLocal(""), .. LoadLocal("x\tbad\n"),
            Query("show warnings"), Query("rollback"), Query("load data local infile 'no matter' into table nowhere"), Query("select 1")]) { Needs = Capabilities.LocalFiles },
        new("large rows both ways", [.. ((int[])[16_777_211, 16_777_215, 16_777_216]).Select(size => Query($"select repeat('x', {size}), length('{new string('y', size)}')"))]),
        new("large values in binary", Prepare("select ?, length(?)"), Execute(1, new string('x', 16_777_211), new string('y', 16_777_216))),
        new("large queries of every edge", [.. ((int[])[0xFFFFFE, 0xFFFFFF, 0x1000000]).Select(size => Query($"select length('{new string('x', size - 18)}')"))]),
        new("many rows", Query("select i, concat('row ', i) from numbers where i <= 20000 order by i")),
        new("wide rows", Query("select " + string.Join(", ", Enumerable.Range(1, 1600))), Prepare("select " + string.Join(", ", Enumerable.Range(1, 600))), Execute(1)),
        new("explain and show", Query("explain select * from orders where id = 1"), Query("show create table orders"), Query("show variables like 'sql_mode'"), Query("describe orders")),
        new("text with a backslash", Query("select 'a\\'b', \"c\\\"d\", 'e''f', 0x41, x'42', b'1000011', n'g', _latin1'h', 'i' 'j'")),
        new("invalid utf-8", new ScriptStep(Text, [.. Command.Query("select '"), 0xFF, (byte)'\''])),
        new("executable comments", Query("select 1 /*!50000 + 1 */ /*!99999 + 1 */ -- x\n + 5--1 # y")),
        new("bulk", Prepare("insert into scratch values (?, 'bulk')"), new(Text, Command.BulkExecute(1, 1, 2, 3)), Query("delete from scratch where value = 'bulk'"),
            Prepare("select ?"), new(Text, Command.BulkExecute(2, 1, 2))) { Only = Brand.MariaDb, Needs = Capabilities.Bulk },
        new("columns changed between executions", Query("create temporary table t (a int, b varchar(9))"), Query("insert into t values (1, 'x')"), Prepare("select * from t"),
            Execute(1), Query("alter table t drop column a, add column c int, add column d bigint"), Execute(1)),
        new("quit in the middle", new ScriptStep([Text, End], Command.Query("select 1"), Command.Quit)),
        new("quit in front of a query", new ScriptStep(End, Command.Quit, Command.Query("select 1"))),
    ];

    public override string ToString() => Name;

    /// <summary>Plays the script; every byte after the login that came back.</summary>
    public async Task<byte[]> PlayAsync(MySqlWireClient client, int chunk = int.MaxValue)
    {
        // A table of this connection alone: rows that other tests write at the same time would show in counts and conditions.
        await client.QueryAsync("create temporary table scratch (id int, value varchar(200))");
        long start = client.Received.Length;
        foreach (ScriptStep step in Steps)
            await step.PlayAsync(client, chunk);
        return client.Received.ToArray()[(int)start..];
    }

    private static ScriptStep Query(string sql) => new(Text, Command.Query(sql));

    private static ScriptStep Prepare(string sql) => new(Preparation, Command.Prepare(sql));

    private static ScriptStep Execute(uint statement, params object?[] values) => new(Binary, Command.Execute(statement, CursorType.None, values));

    private static ScriptStep Fetch(uint statement, int rows) => new(Fetched, Command.Fetch(statement, rows));

    private static ScriptStep Reset(uint statement) => new(Packet, Command.ResetStatement(statement));

    private static ScriptStep Close(uint statement) => None(Command.CloseStatement(statement));

    private static ScriptStep None(params byte[][] payloads) => new([], payloads);

    // The server asks for the file; its lines go as packets of the same exchange, and an empty one ends them.
    private static ScriptStep[] LoadLocal(string data) =>
    [
        Query("load data local infile 'no matter' into table scratch"),
        new(Text) { Continuation = data.Length == 0 ? [Empty] : [Encoding.UTF8.GetBytes(data), Empty] },
    ];
}
