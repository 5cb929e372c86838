using WireProxy.Integration.Servers.Postgres;
using WireProxy.Integration.Wire.Postgres;

namespace WireProxy.Integration.Masking.Postgres;

/// <summary>Statements that store what they read: refused where a masked value would lie elsewhere than in its own column.</summary>
[Collection(FollowedCollection.Name)]
public sealed class FollowedWritesTests(FollowedSchema schema)
{
    [Theory]
    [InlineData("merge into purchases o using persons p on o.person = p.id and o.id = 1 when matched then update set note = p.name")]
    [InlineData("merge into purchases o using persons p on o.id = p.id + 100 when not matched then insert (id, note) values (p.id + 100, p.name)")]
    [InlineData("merge into persons t using persons p on t.id = p.id when matched then update set ssn = p.ssn, home = p.home")]
    [InlineData("insert into purchases (id, note) select id, name from persons on conflict (id) do update set note = excluded.note || purchases.note")]
    [InlineData("insert into persons (id, ssn) select id, ssn from persons on conflict (id) do update set ssn = excluded.ssn")]
    [InlineData("with i as (insert into purchases (id, note) select id + 200, name from persons returning id) select count(*) from i")]
    [InlineData("create temp table t1 as select count(*) from persons")]
    [InlineData("create materialized view named as select id, name from persons")]
    public async Task What_stores_nothing_masked_works_as_without_the_proxy(string sql)
    {
        await using WireClient direct = await FollowedSchema.LoginDirectlyAsync();
        await using WireClient guarded = await schema.LoginAsync();
        Assert.Equal(await RunAsync(direct, sql), await RunAsync(guarded, sql));
    }

    [Theory]
    [InlineData("merge into purchases o using persons p on o.person = p.id when matched then update set note = p.ssn")]
    [InlineData("merge into purchases o using persons p on o.id = p.id + 100 when not matched then insert (id, note) values (p.id + 100, p.ssn)")]
    [InlineData("insert into purchases (id, note) select id, ssn from persons on conflict (id) do update set note = excluded.note")]
    [InlineData("insert into purchases (id, note) values (1, 'x') on conflict (id) do update set note = (select max(ssn) from persons)")]
    [InlineData("insert into persons (id, ssn) select id, ssn from persons on conflict (id) do update set note = excluded.ssn")]
    [InlineData("with i as (insert into purchases (id, note) select id + 200, ssn from persons returning id) select count(*) from i")]
    [InlineData("with u as (update purchases set note = p.ssn from persons p returning purchases.id) select * from u")]
    [InlineData("create materialized view named as select id, ssn from persons")]
    [InlineData("create or replace view masked_view as select id, ssn from persons")]
    public async Task What_would_store_a_masked_value_is_refused(string sql)
    {
        await using WireClient guarded = await schema.LoginAsync();
        WireFrame refusal = Assert.Single(await guarded.QueryAsync(sql), frame => frame.Code == 'E');
        Assert.Equal("42501", refusal.Sqlstate);
        Assert.Equal(3L, await PostgresServer.Shared.ScalarAsync("select count(*) from followed.purchases where note ~ '^o'"));
    }

    [Fact]
    public async Task A_view_over_masked_columns_can_be_made_and_stays_masked_for_everyone()
    {
        await using WireClient other = await schema.LoginAsync();
        await other.QueryAsync("select * from purchases");
        await using WireClient guarded = await schema.LoginAsync();
        Assert.Equal("C:CREATE VIEW Z:I", Transcript.Of(await guarded.QueryAsync("create view fresh as select id, name as n, ssn as harmless, upper(ssn) as up, leak(id) as l from persons")));
        try
        {
            foreach (WireClient client in (WireClient[])[guarded, other])
            {
                List<WireFrame> rows = await client.QueryAsync("select * from fresh; select harmless from fresh; select up || '' from fresh; select l from fresh");
                Assert.Equal(8, rows.Count(frame => frame.Code == 'D'));
                Assert.False(FollowedSchema.ShowsSecret(client));
                Assert.Contains(rows, frame => frame.Code == 'D' && frame.Body.AsSpan().IndexOf("ann"u8) >= 0);
            }
        }
        finally
        {
            await PostgresServer.Shared.ScalarAsync("drop view followed.fresh");
        }
    }

    /// <summary>In a transaction that is undone.</summary>
    private static async Task<string> RunAsync(WireClient client, string sql)
    {
        await client.QueryAsync("begin");
        string transcript = Transcript.Of(await client.QueryAsync(sql));
        Assert.DoesNotContain("E:", transcript, StringComparison.Ordinal);
        await client.QueryAsync("rollback");
        return transcript;
    }
}
