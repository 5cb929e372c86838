using WireProxy.Integration.Wire.Postgres;

namespace WireProxy.Integration.Masking.Postgres;

/// <summary>EXECUTE shows what the text of its PREPARE does, as long as that is certain.</summary>
[Collection(FollowedCollection.Name)]
public sealed class FollowedPreparedTests(FollowedSchema schema)
{
    [Theory]
    [InlineData("select person, sum(total) from purchases where id > $1 group by person order by person", "(0)")]
    [InlineData("select upper(name), name from persons where id = $1", "(1)")]
    [InlineData("select $1::int + count(*) from persons", "(1 + 1)")]
    [InlineData("update purchases set note = note where id = $1 returning upper(note), id", "(1)")]
    public async Task What_shows_nothing_masked_comes_back_unchanged(string text, string parameters)
    {
        await using WireClient direct = await FollowedSchema.LoginDirectlyAsync();
        await using WireClient guarded = await schema.LoginAsync();
        foreach (string sql in (string[])[$"prepare q as {text}", $"execute q{parameters}", $"execute q{parameters}"])
            Assert.Equal(Shown(await direct.QueryAsync(sql)), Shown(await guarded.QueryAsync(sql)));
        byte[] extended = [.. Frontend.Extended($"execute q{parameters}", 0), .. Frontend.Sync];
        Assert.Equal(Shown(await direct.ExchangeAsync(extended)), Shown(await guarded.ExchangeAsync(extended)));
    }

    [Theory]
    [InlineData("select upper(ssn), ssn from persons where id = 1", "execute q")]
    [InlineData("select (p).home, row_to_json(p) from persons p", "execute q")]
    [InlineData("select $1::text", "execute q(leak(1))")]
    [InlineData("select 'x'", "do $$ begin execute 'deallocate q'; execute 'prepare q as select ssn || '''' from followed.persons'; end $$; execute q")]
    [InlineData("select 'x'", "deallocate q; prepare q as select ssn || '' from persons; execute q")]
    [InlineData("select 'x'", "discard all ;; set search_path = followed ;; prepare q as select max(ssn) from persons ;; execute q")]
    public async Task What_shows_masked_values_is_masked(string text, string then)
    {
        await using WireClient direct = await FollowedSchema.LoginDirectlyAsync();
        await using WireClient guarded = await schema.LoginAsync();
        foreach (WireClient client in (WireClient[])[direct, guarded])
        {
            await client.QueryAsync($"prepare q as {text}");
            foreach (string sql in then.Split(" ;; "))
                await client.QueryAsync(sql);
            await client.ExchangeAsync(Frontend.Extended("execute q", 0), Frontend.Sync);
        }
        Assert.True(FollowedSchema.ShowsSecret(direct));
        Assert.False(FollowedSchema.ShowsSecret(guarded));
    }

    [Fact]
    public async Task A_function_that_prepares_behind_the_proxys_back_is_noticed()
    {
        await using WireClient guarded = await schema.LoginAsync();
        await guarded.QueryAsync("prepare q as select 'x' || name from persons");
        await guarded.QueryAsync("select swapped()");
        await guarded.QueryAsync("execute q");
        Assert.False(FollowedSchema.ShowsSecret(guarded));
    }

    private static string Shown(List<WireFrame> frames)
    {
        Assert.DoesNotContain(frames, frame => frame.Code == 'E');
        return string.Join('\n', frames.Select(frame => $"{frame.Code} {Convert.ToHexString(frame.Body)}"));
    }
}
