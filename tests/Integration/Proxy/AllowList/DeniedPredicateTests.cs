using System.Text;
using WireProxy.Integration.Proxy.Postgres;
using WireProxy.Integration.Wire.Postgres;

namespace WireProxy.Integration.Proxy.AllowList;

/// <summary>A masked column that may be shown and not compared, with the server's own catalog.</summary>
public sealed class DeniedPredicateTests
{
    private const string Policy = """
        [ { "Name": "pii", "Masks": [ { "Column": "public.customers.ssn", "With": "Last4", "Predicates": "Deny" } ] } ]
        """;

    [Fact]
    public async Task The_column_is_returned_and_not_compared_and_other_relations_are_free()
    {
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(SharedProxies.Configuration(Policy));
        await using WireClient client = await WireClient.LoginAsync(proxy.Port);
        foreach (string free in (string[])["select id from orders where id = 1 order by id", "select ssn from customers where id = 1", "select * from customers"])
            Assert.Equal("", await ErrorAsync(client, free));
        foreach (string denied in (string[])
            ["select id from customers where ssn like '1%'", "select id from customers c where c::text like '%1%'", "select ssn from customers order by 1"])
            Assert.Contains("comparing public.customers.ssn is not allowed", await ErrorAsync(client, denied), StringComparison.Ordinal);
    }

    private static async Task<string> ErrorAsync(WireClient client, string sql) =>
        string.Concat((await client.QueryAsync(sql)).Where(frame => frame.Code == 'E').Select(frame => Encoding.UTF8.GetString(frame.Body)));
}
