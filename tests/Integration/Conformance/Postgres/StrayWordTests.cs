using WireProxy.Integration.Wire.Postgres;

namespace WireProxy.Integration.Conformance.Postgres;

/// <summary>A text that no server could read is answered with the server's class of error, and never sent.</summary>
public sealed class StrayWordTests
{
    [Theory]
    [InlineData("SELEC 1", "SELEC")]
    [InlineData("  /* x */ foo(1)", "foo")]
    [InlineData("\"select\" 1; select 1", "\"select\"")]
    public async Task A_first_word_that_is_no_verb_is_a_syntax_error(string sql, string near)
    {
        await using WireClient client = await GuardedSession.LoginAsync();
        foreach (byte[] message in (byte[][])[Frontend.Query(sql), [.. Frontend.Extended(sql), .. Frontend.Sync]])
        {
            WireFrame error = Assert.Single(await client.ExchangeAsync(message), frame => frame.Code == 'E');
            Assert.Equal("42601", error.Sqlstate);
            Assert.Equal($"syntax error at or near \"{near}\"", error.Field('M'));
            Assert.False(string.IsNullOrEmpty(error.Field('H')));
        }
        await client.AssertUsableAsync();
    }

    [Fact]
    public async Task In_a_transaction_it_fails_the_transaction()
    {
        await using WireClient client = await GuardedSession.LoginAsync();
        await client.QueryAsync("begin");
        Assert.Equal("E:42601 Z:E", Transcript.Of(await client.QueryAsync("selec 1")));
        await client.QueryAsync("rollback");
    }

    [Theory]
    [InlineData("select from where (")]
    [InlineData("select 1; selec 1")]
    [InlineData("create nonsense")]
    public async Task What_begins_as_a_statement_is_refused_as_before(string sql)
    {
        await using WireClient client = await GuardedSession.LoginAsync();
        Assert.Equal("42501", Assert.Single(await client.QueryAsync(sql), frame => frame.Code == 'E').Sqlstate);
    }
}
