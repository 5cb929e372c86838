using System.Globalization;
using WireProxy.Integration.Drivers;
using WireProxy.Integration.Drivers.Postgres;
using WireProxy.Integration.Servers.Postgres;
using WireProxy.Integration.Wire.Postgres;
using static WireProxy.Integration.Conformance.Postgres.GuardedSession;

namespace WireProxy.Integration.Conformance.Postgres;

/// <summary>The FunctionCall message, which runs any function by its number.</summary>
public sealed class FunctionCallTests
{
    [Theory]
    [InlineData(Route.Direct)]
    [InlineData(Route.Proxy)]
    public async Task Works_where_no_policy_forbids_it(Route route)
    {
        await using WireClient client = await WireClient.LoginAsync(await route.PortAsync());
        List<WireFrame> frames = await client.ExchangeAsync(Frontend.FunctionCall(await OidOfAsync("int4pl(integer,integer)"), [0, 0, 0, 2], [0, 0, 0, 3]));
        Assert.Equal("V Z:I", Transcript.Of(frames));
        Assert.Equal([0, 0, 0, 5], frames[0].Body[4..]);
    }

    [Fact]
    public async Task Is_refused_with_an_error_and_ready()
    {
        await using WireClient client = await LoginAsync();
        int reader = await OidOfAsync("query_to_xml(text,boolean,boolean,text)");
        List<WireFrame> frames = await client.ExchangeAsync(
            Frontend.FunctionCall(reader, "select ssn from customers"u8.ToArray(), [0], [0], ""u8.ToArray()));
        Assert.Equal("E:42501 Z:I", Transcript.Of(frames));
        await client.AssertUsableAsync();
    }

    [Fact]
    public async Task Is_refused_inside_a_transaction_which_then_fails()
    {
        await using WireClient client = await LoginAsync();
        await client.QueryAsync("begin");
        Assert.Equal("E:42501 Z:E", Transcript.Of(await client.ExchangeAsync(Frontend.FunctionCall(await OidOfAsync("int4pl(integer,integer)"), [0, 0, 0, 2], [0, 0, 0, 3]))));
        Assert.Equal("C:ROLLBACK Z:I", Transcript.Of(await client.QueryAsync("commit")));
    }

    [Fact]
    public async Task Is_answered_in_its_place_among_pipelined_queries()
    {
        await using WireClient client = await LoginAsync();
        await client.SendAsync(Frontend.Query("select 1"), Frontend.FunctionCall(await OidOfAsync("int4pl(integer,integer)"), [0, 0, 0, 2], [0, 0, 0, 3]), Frontend.Query("select 2"));
        Assert.Equal("T D:1 C:SELECT 1 Z:I E:42501 Z:I T D:2 C:SELECT 1 Z:I", Transcript.Of(await client.ReadUntilReadyAsync(3)));
    }

    private static async Task<int> OidOfAsync(string function) =>
        Convert.ToInt32(await PostgresServer.Shared.ScalarAsync($"select 'pg_catalog.{function}'::regprocedure::oid::int"), CultureInfo.InvariantCulture);
}
