using WireProxy.Integration.Servers.Postgres;
using WireProxy.Integration.Wire.Postgres;
using static WireProxy.Integration.Conformance.Postgres.GuardedSession;

namespace WireProxy.Integration.Conformance.Postgres;

/// <summary>Statements and portals that outlive the message that made them, by wire and by SQL.</summary>
public sealed class PreparedStatementTests
{
    private const string Ssn = "123-45-6789";
    private static readonly byte[] RunQ = [.. Frontend.Bind(statement: "q"), .. Frontend.DescribePortal(), .. Frontend.Execute()];

    [Fact]
    public async Task Same_prepared_text_is_masked_anew_when_it_comes_to_mean_another_table()
    {
        await PostgresServer.Shared.ScalarAsync(
            """
            create schema if not exists other;
            create table if not exists other.customers (id int, ssn text);
            truncate other.customers; insert into other.customers values (1, 'not secret')
            """);
        await using WireClient client = await LoginAsync();
        await client.QueryAsync("set search_path = other, public");
        Assert.Equal("12TDCZ", Transcript.Codes(await client.ExchangeAsync(
            Frontend.Parse("select ssn from customers where id = 1", "q"), RunQ, Frontend.Sync)));
        Assert.Equal("C:SET Z:I", Transcript.Of(await client.QueryAsync("set search_path = public")));
        await AssertMaskedAsync(client, RunQ, Frontend.Sync);
    }

    [Fact]
    public async Task View_that_is_replaced_under_a_prepared_statement_is_masked()
    {
        await PostgresServer.Shared.ScalarAsync("create or replace view shown as select note::text as shown from customers where id = 1");
        await using WireClient client = await LoginAsync();
        List<WireFrame> before = await client.ExchangeAsync(Frontend.Parse("select shown from shown", "q"), RunQ, Frontend.Sync);
        Assert.DoesNotContain(Ssn, Transcript.Of(before), StringComparison.Ordinal);
        await PostgresServer.Shared.ScalarAsync("create or replace view shown as select ssn as shown from customers where id = 1");
        await AssertMaskedAsync(client, RunQ, Frontend.Sync);
    }

    [Fact]
    public async Task Sql_prepare_then_bind_by_name_is_masked()
    {
        await using WireClient client = await LoginAsync();
        List<WireFrame> prepared = await client.QueryAsync("prepare q as select ssn from customers where id = 1");
        if (prepared[0].Code == 'E')
            return;
        await AssertMaskedAsync(client, Frontend.Bind(statement: "q"), Frontend.Execute(), Frontend.Sync);
    }

    [Fact]
    public async Task Parse_then_sql_execute_is_masked()
    {
        await using WireClient client = await LoginAsync();
        await client.ExchangeAsync(Frontend.Parse("select ssn from customers where id = 1", "q"), Frontend.Sync);
        await AssertMaskedAsync(client, Frontend.Query("execute q"));
    }

    [Fact]
    public async Task Declared_cursor_then_execute_of_its_portal_is_masked()
    {
        await using WireClient client = await LoginAsync();
        await client.QueryAsync("begin");
        List<WireFrame> declared = await client.QueryAsync("declare c cursor for select ssn from customers where id = 1");
        if (declared[0].Code == 'E')
            return;
        await AssertMaskedAsync(client, Frontend.Execute("c"), Frontend.Sync);
    }

    [Fact]
    public async Task Declared_binary_cursor_then_fetch_is_masked()
    {
        await using WireClient client = await LoginAsync();
        await client.QueryAsync("begin");
        await client.QueryAsync("declare c binary cursor for select ssn from customers where id = 1");
        await AssertMaskedAsync(client, Frontend.Query("fetch all from c"));
    }

    [Fact]
    public async Task Bound_portal_then_fetch_is_masked()
    {
        await using WireClient client = await LoginAsync();
        await client.QueryAsync("begin");
        await client.ExchangeAsync(Frontend.Parse("select ssn from customers where id = 1"), Frontend.Bind("pp"), Frontend.Sync);
        await AssertMaskedAsync(client, Frontend.Query("fetch 2 from pp"));
    }

    [Fact]
    public async Task Execute_without_describe_is_masked_in_binary()
    {
        await using WireClient client = await LoginAsync();
        List<WireFrame> frames = await AssertMaskedAsync(client, Frontend.Parse("select id, ssn, salary from customers where id = 1"),
            Frontend.Bind(resultFormat: 1), Frontend.Execute(), Frontend.Sync);
        Assert.Equal("12DCZ", Transcript.Codes(frames));
        Assert.Equal([0, 0, 0, 1], frames[2].Values()[0]);
    }

    [Fact]
    public async Task Parts_of_a_portal_are_masked_alike_and_the_portal_dies_at_sync()
    {
        await using WireClient client = await LoginAsync();
        byte[] two = Frontend.Execute(limit: 2);
        List<WireFrame> frames = await client.ExchangeAsync(
            Frontend.Parse("select ssn from customers where id < 4 order by id"), Frontend.Bind(), two, two, two, Frontend.Sync);
        Assert.Equal("12DDsDCCZ", Transcript.Codes(frames));
        string[] rows = [.. frames.Where(frame => frame.Code == 'D').Select(frame => frame.Row())];
        Assert.Collection(rows,
            row => Assert.EndsWith("6789", row, StringComparison.Ordinal),
            row => Assert.EndsWith("4321", row, StringComparison.Ordinal),
            row => Assert.EndsWith("3456", row, StringComparison.Ordinal));
        Assert.All(rows, row => Assert.DoesNotContain(row, (string[])[Ssn, "987-65-4321", "555-12-3456"]));
        Assert.Equal("E:34000 Z:I", Transcript.Of(await client.ExchangeAsync(two, Frontend.Sync)));
    }

    [Theory]
    [InlineData("deallocate all")]
    [InlineData("discard all")]
    [InlineData("deallocate q")]
    public async Task Names_freed_in_a_pipeline_can_be_taken_again(string sql)
    {
        await using WireClient client = await LoginAsync();
        await client.ExchangeAsync(Frontend.Parse("select 1", "q"), Frontend.Sync);
        await client.SendAsync(Frontend.Query(sql), Frontend.Parse("select 'again'", "q"), RunQ, Frontend.Sync);
        string transcript = Transcript.Of(await client.ReadUntilReadyAsync(2));
        Assert.EndsWith("Z:I 1 2 T D:again C:SELECT 1 Z:I", transcript, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Name_closed_in_a_pipeline_can_be_taken_again_with_other_columns()
    {
        await using WireClient client = await LoginAsync();
        await client.ExchangeAsync(Frontend.Parse("select 1, 2, 3", "q"), Frontend.Sync);
        List<WireFrame> frames = await client.ExchangeAsync(
            Frontend.CloseStatement("q"), Frontend.Parse("select id, ssn from customers where id = 1", "q"), RunQ, Frontend.Sync);
        Assert.Equal("312TDCZ", Transcript.Codes(frames));
        Assert.DoesNotContain(Ssn, Transcript.Of(frames), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_between_parse_and_sync_commits_the_steps_before_it()
    {
        await using WireClient client = await LoginAsync();
        await client.SendAsync(Frontend.Extended("insert into scratch values (1, 'implicit commit')"), Frontend.Query("select 1"),
            Frontend.Extended("select 1/0"), Frontend.Sync);
        Assert.Equal("1 2 n C:INSERT 0 1 T D:1 C:SELECT 1 Z:I 1 E:22012 Z:I", Transcript.Of(await client.ReadUntilReadyAsync(2)));
        Assert.Equal(1, await CountAsync("implicit commit"));
        await PostgresServer.Shared.ScalarAsync("delete from scratch where value = 'implicit commit'");
    }

    // A row comes, and the value is not in it; or the server's place is taken by a refusal.
    private static async Task<List<WireFrame>> AssertMaskedAsync(WireClient client, params byte[][] frames)
    {
        List<WireFrame> answer = await client.ExchangeAsync(frames);
        string transcript = Transcript.Of(answer);
        Assert.DoesNotContain(Ssn, transcript, StringComparison.Ordinal);
        Assert.Contains(answer, frame => frame.Code == 'D' || frame.Sqlstate == "42501");
        return answer;
    }
}
