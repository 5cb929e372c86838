using WireProxy.Integration.Servers.MySql;
using WireProxy.Integration.Wire.MySql;
using static WireProxy.Integration.Conformance.MySql.GuardedSession;

namespace WireProxy.Integration.Conformance.MySql;

/// <summary>Refusals in the binary protocol, and statements that are prepared in SQL.</summary>
public sealed class BlockedPrepareTests
{
    private const uint LastPrepared = uint.MaxValue;

    public static TheoryData<string> HiddenDrops { get; } = new(
        "prepare p from 'drop table doomed'", "set @s = 'drop table doomed'; prepare p from @s; execute p",
        "prepare p from 'dr\\op table doomed'", "execute immediate 'drop table doomed'", "execute immediate concat('dr', 'op table doomed')",
        "begin not atomic drop table doomed; end", "create procedure p1() drop table doomed", "if 1 then drop table doomed; end if",
        "set statement max_statement_time = 1 for drop table doomed");

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    public async Task Refused_prepare_leaves_the_session_and_its_statements_alone(Brand brand)
    {
        await using MySqlWireClient client = await LoginAsync(brand);
        Prepared before = await client.PrepareAsync("select 'before'");
        Prepared refused = await client.PrepareAsync(Drop);
        Assert.Equal(1142, refused.Error?.Code);
        Assert.StartsWith("blocked by policy", refused.Error?.Message, StringComparison.Ordinal);
        Assert.Equal("C:before R:before EOF", (await client.ExecuteAsync(before)).ToString());
        Prepared after = await client.PrepareAsync("select 'after'");
        Assert.Equal("C:after R:after EOF", (await client.ExecuteAsync(after)).ToString());
        await AssertStillThereAsync(brand);
    }

    [Theory]
    [OnMariaDb]
    public async Task Execute_of_the_last_prepared_behind_a_refused_one_is_an_error(Brand brand)
    {
        await using MySqlWireClient client = await LoginAsync(brand);
        await client.PrepareAsync("insert into scratch values (1, 'last prepared')");
        await client.SendAsync(Command.Prepare(Drop), Command.Execute(LastPrepared));
        Assert.Equal(1142, (await client.ReadPreparedAsync()).Error?.Code);
        Reply executed = await client.ReadExecutedAsync();
        Assert.Empty(executed.Results);
        Assert.NotNull(executed.Error);
        Assert.Equal("0", await CountAsync(brand, "last prepared"));

        await client.SendAsync(Command.Prepare("select 'fresh'"), Command.Execute(LastPrepared));
        await client.ReadPreparedAsync();
        Assert.Equal("C:fresh R:fresh EOF", (await client.ReadExecutedAsync()).ToString());
    }

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    public async Task Long_data_for_a_statement_that_was_refused_goes_nowhere(Brand brand)
    {
        await using MySqlWireClient client = await LoginAsync(brand);
        Prepared refused = await client.PrepareAsync("select ? from staff");
        Assert.Equal(1142, refused.Error?.Code);
        await client.SendAsync(Command.SendLongData(1, 0, "x"u8), Command.Ping);
        Assert.Equal(0, (await client.ReadPacketAsync())!.First);
        Assert.NotNull((await client.ExecuteAsync(new Prepared(1, [], [], null), CursorType.None, "x")).Error);
        await client.AssertUsableAsync();
    }

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    public async Task Long_data_for_an_allowed_statement_arrives(Brand brand)
    {
        await using MySqlWireClient client = await LoginAsync(brand);
        Prepared prepared = await client.PrepareAsync("select length(?)");
        await client.SendAsync(Command.SendLongData(prepared.Id, 0, new byte[1 << 20]), Command.SendLongData(prepared.Id, 0, "rest"u8));
        await client.SendAsync(new PacketBuffer().Byte(0x17).Int32(prepared.Id).Byte(0).Int32(1).Byte(0).Byte(1).Int16(252).ToArray());
        Assert.Equal($"{(1 << 20) + 4}", (await client.ReadExecutedAsync()).Results[0].Rows[0][0]);
    }

    [Theory]
    [OnMariaDb(nameof(HiddenDrops))]
    [OnMySql9(nameof(HiddenDrops))]
    public async Task Statement_hidden_in_another_takes_no_effect(Brand brand, string sql)
    {
        await using MySqlWireClient client = await LoginAsync(brand);
        Assert.NotNull((await client.QueryAsync(sql)).Error);
        await client.QueryAsync("call p1()");
        await AssertStillThereAsync(brand);
        await client.AssertUsableAsync();
    }

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    public async Task Allowed_statement_prepared_in_sql_runs(Brand brand)
    {
        await using MySqlWireClient client = await LoginAsync(brand);
        Assert.Equal("OK:0", (await client.QueryAsync("prepare p from 'select 1 + 1 as two'")).ToString());
        Assert.Equal("C:two R:2 EOF", (await client.QueryAsync("execute p")).ToString());
        Assert.Equal("OK:0", (await client.QueryAsync("deallocate prepare p")).ToString());
    }
}
