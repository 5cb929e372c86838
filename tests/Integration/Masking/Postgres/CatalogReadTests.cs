using System.Text;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Proxy.Postgres;
using WireProxy.Integration.Servers.Postgres;
using WireProxy.Integration.Wire;
using WireProxy.Integration.Wire.Postgres;

namespace WireProxy.Integration.Masking.Postgres;

/// <summary>What the proxy asks the server on its own account, as the server sees it.</summary>
public sealed class CatalogReadTests
{
    private const string Marker = "pg_catalog.pg_class";

    [Fact]
    public async Task Failed_transaction_is_asked_nothing()
    {
        // It could not answer; and a server of version 15 crashes on Parse and a later Execute of the unnamed portal there.
        string sent = await SentAsync(SharedProxies.Policies, async client =>
        {
            await client.QueryAsync("begin");
            await client.QueryAsync("select 1/0");
            await client.QueryAsync("select * from a_relation_nobody_knows");
            await client.QueryAsync("drop table doomed");
            await client.ExchangeAsync(Frontend.Extended("select * from another_one"), Frontend.Sync);
        });
        int failed = sent.IndexOf("select 1/0", StringComparison.Ordinal);
        Assert.True(failed > 0);
        Assert.DoesNotContain(Marker, sent[failed..], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_without_masks_is_asked_nothing()
    {
        const string policies = """[ { "Name": "rules", "Rules": [ { "Effect": "Deny", "Statements": ["Drop"] } ] } ]""";
        string sent = await SentAsync(policies, async client =>
        {
            await client.QueryAsync("select * from customers");
            await client.ExchangeAsync(Frontend.Extended("select * from orders"), Frontend.Sync);
        });
        Assert.DoesNotContain(Marker, sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_statement_leaves_no_text_at_the_server()
    {
        string sent = await SentAsync(SharedProxies.Policies, async client =>
        {
            await client.QueryAsync("drop table doomed /* a telling comment */");
            await client.ExchangeAsync(Frontend.Extended("select 'a telling comment' from staff"), Frontend.Sync);
        });
        Assert.DoesNotContain("telling", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("doomed", sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_statement_makes_nothing_be_read_again()
    {
        int once = Readings(await SentAsync(SharedProxies.Policies, client => client.QueryAsync("select * from orders")));
        int afterRefusals = Readings(await SentAsync(SharedProxies.Policies, async client =>
        {
            for (int i = 0; i < 3; i++)
            {
                await client.QueryAsync("select * from orders");
                await client.QueryAsync("drop table doomed");
                await client.ExchangeAsync(Frontend.Extended("drop table doomed"), Frontend.Sync);
            }
        }));
        Assert.True(once > 0);
        Assert.Equal(once, afterRefusals);
    }

    private static int Readings(string sent) => sent.Split(Marker).Length - 1;

    // Everything that one session makes the proxy send to its server.
    private static async Task<string> SentAsync(string policies, Func<WireClient, Task> work)
    {
        await using var relay = new CapturingRelay(PostgresServer.Shared.Port);
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(SharedProxies.Configuration(policies) with { UpstreamPort = relay.Port });
        await using (WireClient client = await WireClient.LoginAsync(proxy.Port))
            await work(client);
        CapturedConnection connection = Assert.Single(relay.Connections);
        await connection.Ended.WaitAsync(TimeSpan.FromSeconds(10));
        return Encoding.Latin1.GetString(connection.FromClient);
    }
}
