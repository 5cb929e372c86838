using WireProxy.Integration.Servers.Postgres;
using WireProxy.Integration.Wire.Postgres;

namespace WireProxy.Integration.Masking.Postgres;

/// <summary>Functions in SQL show what their bodies read, and nothing of it that is masked.</summary>
[Collection(FollowedCollection.Name)]
public sealed class FollowedFunctionTests(FollowedSchema schema)
{
    [Theory]
    [InlineData("select total(1), total_atomic(1), nested_total(2)")]
    [InlineData("select plus(1), plus(b => 2, a => id) from purchases order by id")]
    [InlineData("select echo(name), overloaded.n from persons, lateral (select name as n) overloaded order by 1")]
    [InlineData("select * from total(1)")]
    [InlineData("select id, name, note from found(1)")]
    [InlineData("select h.holder from holder(1) h")]
    [InlineData("select * from pair(2) with ordinality")]
    [InlineData("select (pair(1)).a, (found(2)).name")]
    [InlineData("select (pair(1)).*")]
    [InlineData("select person, total(person) from purchases where leak(person) like '9%' group by person order by person")]
    public Task What_reads_nothing_masked_comes_back_unchanged(string sql) => schema.AssertUnchangedAsync(sql);

    [Theory]
    [InlineData("select leak(1)")]
    [InlineData("select leak_atomic(1), nested_leak(2)")]
    [InlineData("select echo(ssn) from persons")]
    [InlineData("select echo(leak(1))")]
    [InlineData("select eager()")]
    [InlineData("select overloaded('ann')")]
    [InlineData("select * from found(1)")]
    [InlineData("select ssn from found(1)")]
    [InlineData("select found(1)")]
    [InlineData("select (found(1)).ssn")]
    [InlineData("select (found(1)).*")]
    [InlineData("select * from holder(1)")]
    [InlineData("select pan as holder from holder(1)")]
    [InlineData("select x from purchases o, holder(o.id) as h(y, x)")]
    [InlineData("select (h).pan from holder(1) h")]
    [InlineData("select (holder(1)).*")]
    [InlineData("select * from any_row(1) as t(a text, b text)")]
    [InlineData("select t.b from any_row(1) as t(a text, b text)")]
    [InlineData("with x as (select leak(id) l from persons) select max(l) from x")]
    public Task What_reads_masked_columns_is_masked(string sql) => schema.AssertHiddenAsync(sql);

    [Theory]
    [InlineData("select written(1)")]
    [InlineData("select plain_language(1)")]
    [InlineData("select cyclic(3)")]
    public async Task What_can_not_be_followed_is_masked(string sql)
    {
        await using WireClient direct = await FollowedSchema.LoginDirectlyAsync();
        await using WireClient guarded = await schema.LoginAsync();
        WireFrame expected = Assert.Single(await direct.QueryAsync(sql), frame => frame.Code == 'D');
        WireFrame seen = Assert.Single(await guarded.QueryAsync(sql), frame => frame.Code == 'D');
        Assert.NotEqual(Convert.ToHexString(expected.Body), Convert.ToHexString(seen.Body));
    }

    [Theory]
    [InlineData("insert into purchases (id, note) values (11, leak(1))")]
    [InlineData("insert into purchases (id, note) select 12, leak(1)")]
    [InlineData("update purchases set note = nested_leak(1)")]
    [InlineData("create table followed.copied as select leak(1)")]
    [InlineData("prepare p as select ssn from persons; create table followed.copied as execute p")]
    [InlineData("select set_config('application_name', leak(1), false)")]
    public async Task What_a_function_reads_of_masked_columns_is_stored_nowhere(string sql)
    {
        await using WireClient guarded = await schema.LoginAsync();
        await guarded.QueryAsync(sql);
        await guarded.QueryAsync("select * from followed.purchases; select * from followed.copied; show application_name");
        Assert.False(FollowedSchema.ShowsSecret(guarded));
        Assert.Equal(3L, await PostgresServer.Shared.ScalarAsync("select count(*) from followed.purchases where note ~ '^o'"));
    }

    [Fact]
    public async Task A_function_is_followed_as_it_is_after_a_change()
    {
        await using WireClient guarded = await schema.LoginAsync();
        await guarded.QueryAsync("create function changing() returns text language sql as 'select note from followed.purchases where id = 1'");
        Assert.True(ShowsNote(await guarded.QueryAsync("select changing()")));
        await guarded.QueryAsync("create or replace function changing() returns text language sql as 'select ssn from followed.persons where id = 1'");
        Assert.True(ShowsNote(await guarded.QueryAsync("select changing()")));
        await guarded.QueryAsync("create or replace function changing() returns text language plpgsql as 'begin return ''o1''; end'");
        Assert.False(ShowsNote(await guarded.QueryAsync("select changing()")));
        await guarded.QueryAsync("drop function changing()");
        Assert.False(FollowedSchema.ShowsSecret(guarded));

        static bool ShowsNote(List<WireFrame> frames) => frames.Exists(frame => frame.Code == 'D' && frame.Body.AsSpan().IndexOf("o1"u8) >= 0);
    }
}
