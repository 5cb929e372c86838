using WireProxy.Integration.Servers.MySql;
using WireProxy.Integration.Wire.MySql;
using static WireProxy.Integration.Conformance.MySql.GuardedSession;

namespace WireProxy.Integration.Conformance.MySql;

/// <summary>Refusals of statements as text.</summary>
public sealed class BlockedStatementTests
{
    public static TheoryData<string> Several { get; } = new(
        "insert into scratch values (1, 'several'); drop table doomed",
        "drop table doomed; insert into scratch values (1, 'several')",
        "insert into scratch values (1, 'several'); commit; drop table doomed",
        "/* ; */ insert into scratch values (1, 'several');;\n drop/**/table doomed;");

    public static TheoryData<string> UsesOfStaff { get; } = new(
        "select * from staff", "select (select name from shop.staff limit 1)", "with x as (select * from `staff`) select 1 from x",
        "delete from staff where false", "update orders join staff using (id) set item = 'x' where false", "explain select * from staff",
        "prepare p from 'select * from staff'", "create table mine as select * from staff", "insert into scratch select id, name from staff",
        "select /*! * from staff */", "handler staff open", "select s.name from orders o, staff s", "lock tables staff read", "(select name from staff)",
        "select name from customers union select name from staff", "create view v as select * from staff", "do (select 1 from staff limit 1)",
        "set @x = (select name from staff limit 1)", "show create table staff", "truncate staff", "replace into staff values (9, 'x', 1)");

    public static TheoryData<string, string> Harmless { get; } = new()
    {
        { "select 'drop table doomed'", "C:drop table doomed R:drop table doomed EOF" },
        { "select 1 -- drop table doomed", "C:1 R:1 EOF" },
        { "select 1 # drop table doomed", "C:1 R:1 EOF" },
        { "select 1 as staff", "C:staff R:1 EOF" },
        { "select \"a'; drop table doomed; -- \" as b", "C:b R:a'; drop table doomed; --  EOF" },
        { "select '\\'; drop table doomed; -- ' as b", "C:b R:'; drop table doomed; --  EOF" },
        { "select 5--1 as six", "C:six R:6 EOF" },
        { "", "E:1065" },
        { ";", "E:1065" },
        { "select 1; select 2;", "C:1 R:1 EOF C:2 R:2 EOF" },
        { "select 1\0", "C:1 R:1 EOF" },
    };

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    public async Task Outside_a_transaction_the_next_statement_works(Brand brand)
    {
        await using MySqlWireClient client = await LoginAsync(brand);
        Reply reply = await client.QueryAsync(Drop);
        reply.AssertRefused();
        Assert.Equal(1, reply.Packets[0].Sequence);
        await client.AssertUsableAsync();
        await AssertStillThereAsync(brand);
    }

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    public async Task Inside_a_transaction_the_transaction_goes_on(Brand brand)
    {
        await using MySqlWireClient client = await LoginAsync(brand);
        await client.QueryAsync("begin");
        await client.QueryAsync("insert into scratch values (1, 'in a transaction')");
        (await client.QueryAsync(Drop)).AssertRefused();
        Reply next = await client.QueryAsync("select 1");
        Assert.Equal(ServerStatus.InTransaction, next.Status & ServerStatus.InTransaction);
        Assert.Equal("0", await CountAsync(brand, "in a transaction"));
        await client.QueryAsync("commit");
        Assert.Equal("1", await CountAsync(brand, "in a transaction"));
        await client.QueryAsync("delete from scratch where value = 'in a transaction'");
    }

    [Theory]
    [OnMariaDb(nameof(Several))]
    [OnMySql9(nameof(Several))]
    public async Task One_forbidden_statement_among_several_stops_all(Brand brand, string sql)
    {
        await using MySqlWireClient client = await LoginAsync(brand);
        (await client.QueryAsync(sql)).AssertRefused();
        Assert.Equal("0", await CountAsync(brand, "several"));
        await AssertStillThereAsync(brand);
        await client.AssertUsableAsync();
    }

    [Theory]
    [OnMariaDb(nameof(UsesOfStaff))]
    [OnMySql9(nameof(UsesOfStaff))]
    public async Task Forbidden_relation_is_found_wherever_it_is_named(Brand brand, string sql)
    {
        await using MySqlWireClient client = await LoginAsync(brand);
        Reply reply = await client.QueryAsync(sql);
        Assert.Empty(reply.Results);
        // What this brand has no word for is refused for another reason.
        Assert.Equal(1142, reply.Error!.Code);
        Assert.StartsWith("blocked by policy", reply.Error.Message, StringComparison.Ordinal);
        await client.AssertUsableAsync();
    }

    [Theory]
    [OnMariaDb(nameof(Harmless))]
    [OnMySql9(nameof(Harmless))]
    public async Task Harmless_text_is_left_alone(Brand brand, string sql, string expected)
    {
        await using MySqlWireClient client = await LoginAsync(brand);
        Assert.Equal(expected, (await client.QueryAsync(sql)).ToString());
    }

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    public async Task Refused_statement_of_two_packets_is_answered_behind_both(Brand brand)
    {
        await using MySqlWireClient client = await LoginAsync(brand);
        Reply reply = await client.QueryAsync($"/* {new string('x', 0x1000000)} */ {Drop}");
        reply.AssertRefused();
        Assert.Equal(2, reply.Packets[0].Sequence);
        await client.AssertUsableAsync();
        await AssertStillThereAsync(brand);
    }

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    public async Task A_thousand_refusals_in_one_write_are_answered_one_by_one(Brand brand)
    {
        await using MySqlWireClient client = await LoginAsync(brand);
        await client.SendAsync([.. Enumerable.Range(0, 1000).Select(i => Command.Query(i % 2 == 0 ? Drop : $"select {i}"))]);
        for (int i = 0; i < 1000; i++)
            Assert.Equal(i % 2 == 0 ? "E:1142" : $"C:{i} R:{i} EOF", (await client.ReadReplyAsync()).ToString());
    }

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    public async Task Refusals_between_commands_of_every_kind_keep_their_places(Brand brand)
    {
        await using MySqlWireClient client = await LoginAsync(brand);
        Prepared prepared = await client.PrepareAsync("select 7");
        await client.SendAsync(Command.Ping, Command.Query(Drop), Command.Execute(prepared.Id), Command.Prepare(Drop), Command.CloseStatement(prepared.Id),
            Command.Query("select nowhere"), Command.Query(Drop), Command.InitDatabase("shop"));
        Assert.Equal("OK:0", (await client.ReadReplyAsync()).ToString());
        (await client.ReadReplyAsync()).AssertRefused();
        Assert.Equal("C:7 R:7 EOF", (await client.ReadExecutedAsync()).ToString());
        Assert.Equal(1142, (await client.ReadPreparedAsync()).Error?.Code);
        Assert.Equal("E:1054", (await client.ReadReplyAsync()).ToString());
        (await client.ReadReplyAsync()).AssertRefused();
        Assert.Equal("OK:0", (await client.ReadReplyAsync()).ToString());
        Assert.True(await client.StaysQuietAsync());
    }

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    public async Task Switch_to_several_statements_does_not_open_a_way(Brand brand)
    {
        await using MySqlWireClient client = await LoginAsync(brand, new LoginOptions { Wanted = Capabilities.Usual & ~Capabilities.MultiStatements });
        await client.SendAsync(Command.SetOption(0));
        await client.ReadPacketAsync();
        Reply reply = await client.QueryAsync($"insert into scratch values (1, 'set option'); {Drop}");
        Assert.Empty(reply.Results);
        Assert.NotNull(reply.Error);
        Assert.Equal("0", await CountAsync(brand, "set option"));
        await AssertStillThereAsync(brand);
        await client.AssertUsableAsync();
    }
}
