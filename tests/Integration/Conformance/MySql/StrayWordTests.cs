using WireProxy.Integration.Servers.MySql;
using WireProxy.Integration.Wire.MySql;
using static WireProxy.Integration.Conformance.MySql.GuardedSession;

namespace WireProxy.Integration.Conformance.MySql;

/// <summary>A text that no server could read is answered with the server's error, and never sent.</summary>
public sealed class StrayWordTests
{
    [Theory]
    [OnMariaDb]
    [OnMySql9]
    public async Task A_first_word_that_is_no_verb_is_a_syntax_error(Brand brand)
    {
        await using MySqlWireClient client = await LoginAsync(brand);
        foreach (WireError? error in (WireError?[])[(await client.QueryAsync("SELEC 1")).Error, (await client.PrepareAsync("SELEC 1")).Error])
        {
            Assert.Equal((1064, "42000"), (error?.Code, error?.State));
            Assert.Contains("near 'SELEC 1' at line 1", error?.Message, StringComparison.Ordinal);
        }
        await client.AssertUsableAsync();
    }

    [Theory]
    [OnMariaDb]
    public async Task What_begins_as_a_statement_is_refused_as_before(Brand brand)
    {
        await using MySqlWireClient client = await LoginAsync(brand);
        Assert.Equal(1142, (await client.QueryAsync("select from where (")).Error?.Code);
        await client.AssertUsableAsync();
    }
}
