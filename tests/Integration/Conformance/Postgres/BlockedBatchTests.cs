using WireProxy.Integration.Wire.Postgres;
using static WireProxy.Integration.Conformance.Postgres.GuardedSession;

namespace WireProxy.Integration.Conformance.Postgres;

/// <summary>Refusals in the extended query protocol: the server's own error, skip and rollback rules hold.</summary>
public sealed class BlockedBatchTests
{
    [Fact]
    public async Task Refused_statement_of_a_batch_rolls_back_the_steps_before_it()
    {
        await using WireClient client = await LoginAsync();
        List<WireFrame> frames = await client.ExchangeAsync(
            Frontend.Extended("insert into scratch values (1, 'batch before')"), Frontend.Extended(Drop), Frontend.Sync);
        Assert.Equal("1 2 n C:INSERT 0 1 E:42501 Z:I", Transcript.Of(frames));
        AssertRefusal(frames);
        Assert.Equal(0, await CountAsync("batch before"));
        await AssertStillThereAsync();
        await client.AssertUsableAsync();
    }

    [Fact]
    public async Task Refused_statement_inside_a_transaction_fails_the_transaction()
    {
        await using WireClient client = await LoginAsync();
        await client.QueryAsync("begin");
        List<WireFrame> frames = await client.ExchangeAsync(
            Frontend.Extended("insert into scratch values (1, 'batch in T')"), Frontend.Extended(Drop), Frontend.Sync);
        Assert.Equal("1 2 n C:INSERT 0 1 E:42501 Z:E", Transcript.Of(frames));
        Assert.Equal("E:25P02 Z:E", Transcript.Of(await client.ExchangeAsync(Frontend.Parse("select 1"), Frontend.Sync)));
        Assert.Equal("C:ROLLBACK Z:I", Transcript.Of(await client.QueryAsync("commit")));
        Assert.Equal(0, await CountAsync("batch in T"));
    }

    [Fact]
    public async Task Query_before_the_sync_of_a_refused_batch_is_skipped()
    {
        await using WireClient client = await LoginAsync();
        await client.SendAsync(Frontend.Extended(Drop), Frontend.Query("insert into scratch values (1, 'skipped')"), Frontend.Flush);
        Assert.Equal("E:42501", (await client.ReadFrameAsync())!.ToString());
        Assert.True(await client.StaysQuietAsync());
        Assert.Equal("Z:I", Transcript.Of(await client.ExchangeAsync(Frontend.Sync)));
        Assert.Equal(0, await CountAsync("skipped"));
        await client.AssertUsableAsync();
    }

    [Fact]
    public async Task Refused_unnamed_statement_does_not_leave_the_old_one()
    {
        await using WireClient client = await LoginAsync();
        Assert.Equal("1 Z:I", Transcript.Of(await client.ExchangeAsync(Frontend.Parse("select 'old'"), Frontend.Sync)));
        Assert.Equal("E:42501 Z:I", Transcript.Of(await client.ExchangeAsync(Frontend.Parse(Drop), Frontend.Sync)));
        Assert.Equal("E:26000 Z:I", Transcript.Of(await client.ExchangeAsync(Frontend.Bind(), Frontend.Execute(), Frontend.Sync)));
    }

    [Fact]
    public async Task Refused_named_statement_does_not_exist_and_its_name_stays_free()
    {
        await using WireClient client = await LoginAsync();
        Assert.Equal("E:42501 Z:I", Transcript.Of(await client.ExchangeAsync(Frontend.Parse(Drop, "s1"), Frontend.Sync)));
        Assert.Equal("E:26000 Z:I", Transcript.Of(await client.ExchangeAsync(Frontend.Bind(statement: "s1"), Frontend.Sync)));
        Assert.Equal("1 2 D:7 C:SELECT 1 Z:I", Transcript.Of(await client.ExchangeAsync(
            Frontend.Parse("select 7", "s1"), Frontend.Bind(statement: "s1"), Frontend.Execute(), Frontend.Sync)));
    }

    [Fact]
    public async Task Each_of_two_pipelined_batches_gets_its_own_outcome()
    {
        await using WireClient client = await LoginAsync();
        await client.SendAsync(Frontend.Extended(Drop), Frontend.Sync, Frontend.Extended("select 2"), Frontend.Sync);
        Assert.Equal("E:42501 Z:I 1 2 T D:2 C:SELECT 1 Z:I", Transcript.Of(await client.ReadUntilReadyAsync(2)));

        await client.SendAsync(Frontend.Extended("select 1"), Frontend.Sync, Frontend.Extended(Drop), Frontend.Sync, Frontend.Query("select 3"));
        Assert.Equal("1 2 T D:1 C:SELECT 1 Z:I E:42501 Z:I T D:3 C:SELECT 1 Z:I", Transcript.Of(await client.ReadUntilReadyAsync(3)));
    }

    [Fact]
    public async Task Earlier_genuine_error_is_reported_and_the_refusal_is_skipped()
    {
        await using WireClient client = await LoginAsync();
        List<WireFrame> frames = await client.ExchangeAsync(
            Frontend.Extended("select * from nowhere"), Frontend.Extended(Drop), Frontend.Sync);
        Assert.Equal("E:42P01 Z:I", Transcript.Of(frames));
        Assert.Contains("nowhere", frames[0].Field('M'), StringComparison.Ordinal);
        await client.AssertUsableAsync();
    }

    [Fact]
    public async Task Refusal_arrives_at_once_without_flush_or_sync()
    {
        await using WireClient client = await LoginAsync();
        await client.SendAsync(Frontend.Parse(Drop));
        List<WireFrame> frames = [(await client.ReadFrameAsync())!];
        AssertRefusal(frames);
        Assert.True(await client.StaysQuietAsync());
        Assert.Equal("Z:I", Transcript.Of(await client.ExchangeAsync(Frontend.Sync)));
    }

    [Fact]
    public async Task Flush_brings_the_answers_and_only_sync_the_ready()
    {
        await using WireClient client = await LoginAsync();
        await client.SendAsync(Frontend.Extended("select 5"), Frontend.Flush);
        Assert.Equal("1 2 T D:5 C:SELECT 1", Transcript.Of(await client.ReadUntilAsync('C')));
        Assert.True(await client.StaysQuietAsync());
        Assert.Equal("Z:I", Transcript.Of(await client.ExchangeAsync(Frontend.Sync)));
    }

    [Fact]
    public async Task Answers_are_held_back_until_flush_or_sync()
    {
        await using WireClient client = await LoginAsync();
        await client.SendAsync(Frontend.Parse("select 5"));
        Assert.True(await client.StaysQuietAsync());
        Assert.Equal("1 Z:I", Transcript.Of(await client.ExchangeAsync(Frontend.Sync)));
    }

    [Fact]
    public async Task Messages_after_a_refused_parse_are_skipped_to_the_sync()
    {
        await using WireClient client = await LoginAsync();
        List<WireFrame> frames = await client.ExchangeAsync(
            Frontend.Parse(Drop, "gone"), Frontend.DescribeStatement("gone"), Frontend.Bind(statement: "gone"), Frontend.Execute(),
            Frontend.CloseStatement("gone"), Frontend.Extended("insert into scratch values (1, 'after parse')"), Frontend.Sync);
        Assert.Equal("E:42501 Z:I", Transcript.Of(frames));
        Assert.Equal(0, await CountAsync("after parse"));
    }

    [Fact]
    public async Task Session_ends_cleanly_in_the_middle_of_a_refused_batch()
    {
        await using WireClient client = await LoginAsync();
        await client.SendAsync(Frontend.Extended(Drop), Frontend.Terminate);
        Assert.Equal("E:42501", Transcript.Of(await client.ReadToEndAsync()));
    }
}
