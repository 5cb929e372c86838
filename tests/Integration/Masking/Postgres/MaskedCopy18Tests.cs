using System.Text;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Proxy.Postgres;
using WireProxy.Integration.Servers.Postgres;
using WireProxy.Integration.Wire.Postgres;

namespace WireProxy.Integration.Masking.Postgres;

/// <summary>What PostgreSQL 18 brought to COPY TO STDOUT: virtual generated columns, and materialized views as its source.</summary>
public sealed class MaskedCopy18Tests
{
    private const string Tables =
        """
        drop schema if exists copying cascade; create schema copying;
        create table copying.shaped (v text generated always as ('k' || ssn) virtual, id int, ssn text, s int generated always as (id + 1) stored);
        insert into copying.shaped (id, ssn) values (1, '900-22-3333'), (2, null);
        create materialized view copying.kept as select ssn, id, v from copying.shaped;
        """;

    [Postgres18Theory]
    [InlineData("copy copying.shaped to stdout", "1\t****\n2\t\\N\n")]
    [InlineData("copy copying.kept to stdout csv", "****,1,****\n,2,\n")]
    [InlineData("copy (table copying.shaped) to stdout", "****\t1\t****\t2\n\\N\t2\t\\N\t3\n")]
    [InlineData("copy copying.kept (id) to stdout", "1\n2\n")]
    public async Task Columns_are_found_wherever_they_stand(string sql, string expected)
    {
        await PostgresServer.Shared18.ScalarAsync(Tables);
        const string policies = """[ { "Name": "copies", "Masks": [ { "Column": "copying.shaped.ssn", "With": "Full" } ] } ]""";
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(SharedProxies.Configuration(policies) with { UpstreamPort = PostgresServer.Shared18.Port });
        await using WireClient client = await WireClient.LoginAsync(proxy.Port);
        List<WireFrame> frames = await client.QueryAsync(sql);
        Assert.DoesNotContain(frames, frame => frame.Code == 'E');
        Assert.Equal(expected, Encoding.UTF8.GetString([.. frames.Where(frame => frame.Code == 'd').SelectMany(frame => frame.Body)]));
    }
}
