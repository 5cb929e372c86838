using WireProxy.Integration.Proxy;
using WireProxy.Integration.Proxy.Postgres;
using WireProxy.Integration.Recording;
using WireProxy.Integration.Wire.Postgres;
using static WireProxy.Integration.Conformance.Postgres.GuardedSession;

namespace WireProxy.Integration.Conformance.Postgres;

/// <summary>Refusals in the simple query protocol.</summary>
public sealed class BlockedQueryTests
{
    [Fact]
    public async Task Outside_a_transaction_the_next_query_works()
    {
        await using WireClient client = await LoginAsync();
        List<WireFrame> frames = await client.QueryAsync(Drop);
        Assert.Equal("E:42501 Z:I", Transcript.Of(frames));
        AssertRefusal(frames);
        await client.AssertUsableAsync();
        await AssertStillThereAsync();
    }

    [Fact]
    public async Task Hint_names_the_audit_session()
    {
        ProxyProcess proxy = await SharedProxies.Guarded;
        string hint;
        await using (WireClient client = await WireClient.LoginAsync(proxy.Port, ("application_name", "hinted")))
            hint = (await client.QueryAsync(Drop))[0].Field('H')!;
        Assert.Contains((await proxy.EndedSessionAsync("hinted")).Id(), hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inside_a_transaction_the_transaction_fails_and_nothing_persists()
    {
        await using WireClient client = await LoginAsync();
        Assert.Equal("C:BEGIN Z:T", Transcript.Of(await client.QueryAsync("begin")));
        await client.QueryAsync("insert into scratch values (1, 'blocked in T')");
        Assert.Equal("E:42501 Z:E", Transcript.Of(await client.QueryAsync(Drop)));
        Assert.Equal("C:ROLLBACK Z:I", Transcript.Of(await client.QueryAsync("commit")));
        Assert.Equal(0, await CountAsync("blocked in T"));
    }

    [Fact]
    public async Task Inside_a_failed_transaction_the_transaction_stays_failed()
    {
        await using WireClient client = await LoginAsync();
        await client.QueryAsync("begin");
        Assert.Equal("E:22012 Z:E", Transcript.Of(await client.QueryAsync("select 1/0")));
        Assert.Equal("E:42501 Z:E", Transcript.Of(await client.QueryAsync(Drop)));
        Assert.Equal("C:ROLLBACK Z:I", Transcript.Of(await client.QueryAsync("rollback")));
        await client.AssertUsableAsync();
    }

    [Theory]
    [InlineData("insert into scratch values (1, 'several'); drop table doomed")]
    [InlineData("drop table doomed; insert into scratch values (1, 'several')")]
    [InlineData("insert into scratch values (1, 'several'); commit; drop table doomed")]
    [InlineData("/* ; */ insert into scratch values (1, 'several');;; --;\n drop/**/table doomed;")]
    public async Task One_forbidden_statement_among_several_stops_all(string sql)
    {
        await using WireClient client = await LoginAsync();
        Assert.Equal("E:42501 Z:I", Transcript.Of(await client.QueryAsync(sql)));
        Assert.Equal(0, await CountAsync("several"));
        await AssertStillThereAsync();
        await client.AssertUsableAsync();
    }

    [Theory]
    [InlineData("select * from staff")]
    [InlineData("select (select name from public.staff limit 1)")]
    [InlineData("with x as (select * from \"staff\") select 1 from x")]
    [InlineData("delete from staff using orders where false")]
    [InlineData("copy staff to stdout")]
    [InlineData("table staff")]
    [InlineData("explain select * from staff")]
    [InlineData("prepare p as select * from staff")]
    [InlineData("declare c cursor for select * from staff")]
    [InlineData("create table mine as select * from staff")]
    [InlineData("select U&\"st\\0061ff\".name from U&\"st\\0061ff\"")]
    public async Task Forbidden_relation_is_found_wherever_it_is_named(string sql)
    {
        await using WireClient client = await LoginAsync();
        List<WireFrame> frames = await client.QueryAsync(sql);
        Assert.Equal("E:42501 Z:I", Transcript.Of(frames));
        AssertRefusal(frames, "staff is private");
    }

    [Theory]
    [InlineData("select 'drop table doomed'", "T D:drop table doomed C:SELECT 1 Z:I")]
    [InlineData("select 1 -- drop table doomed", "T D:1 C:SELECT 1 Z:I")]
    [InlineData("select $q$drop table doomed; select * from staff$q$", "T D:drop table doomed; select * from staff C:SELECT 1 Z:I")]
    [InlineData("select 1 as staff", "T D:1 C:SELECT 1 Z:I")]
    [InlineData("", "I Z:I")]
    [InlineData(" ; -- nothing\n", "I Z:I")]
    [InlineData("select 1;;select 2", "T D:1 C:SELECT 1 T D:2 C:SELECT 1 Z:I")]
    public async Task Harmless_text_is_left_alone(string sql, string expected)
    {
        await using WireClient client = await LoginAsync();
        Assert.Equal(expected, Transcript.Of(await client.QueryAsync(sql)));
    }

    [Fact]
    public async Task Three_pipelined_queries_get_three_answers_in_order()
    {
        await using WireClient client = await LoginAsync();
        await client.SendAsync(Frontend.Query("select 1"), Frontend.Query(Drop), Frontend.Query("select 3"));
        Assert.Equal("T D:1 C:SELECT 1 Z:I E:42501 Z:I T D:3 C:SELECT 1 Z:I", Transcript.Of(await client.ReadUntilReadyAsync(3)));

        await client.SendAsync(Frontend.Query("select 1"), Frontend.Query("select 1/0"), Frontend.Query("select 3"));
        Assert.Equal("T D:1 C:SELECT 1 Z:I E:22012 Z:I T D:3 C:SELECT 1 Z:I", Transcript.Of(await client.ReadUntilReadyAsync(3)));
    }

    [Fact]
    public async Task A_thousand_refusals_in_one_write_are_answered_one_by_one()
    {
        await using WireClient client = await LoginAsync();
        await client.SendAsync([.. Enumerable.Range(0, 1000).Select(i => Frontend.Query(i % 2 == 0 ? Drop : $"select {i}"))]);
        List<WireFrame> frames = await client.ReadUntilReadyAsync(1000);
        Assert.Equal(string.Concat(Enumerable.Repeat("EZTDCZ", 500)), Transcript.Codes(frames));
        Assert.Equal("999", frames[^3].Row());
    }
}
