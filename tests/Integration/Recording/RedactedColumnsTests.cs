using System.Text;
using System.Text.Json.Nodes;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Proxy.MySql;
using WireProxy.Integration.Proxy.Postgres;
using WireProxy.Integration.Servers.MySql;
using WireProxy.Integration.Servers.Postgres;
using WireProxy.Integration.Wire.MySql;
using WireProxy.Integration.Wire.Postgres;

namespace WireProxy.Integration.Recording;

/// <summary>Values of columns under <c>RedactLiterals</c> reach the server and no recording; what stands beside them reaches both.</summary>
public sealed class RedactedColumnsTests
{
    private const string Policies = """[ { "Name": "cards", "RedactLiterals": ["*.redacted_cards.number"] } ]""";
    private const string Secret = "4711-0815";

    /// <summary>Every way of sending a value, marked by its number.</summary>
    private static readonly string[] Texts =
    [
        $"insert into redacted_cards (id, owner, number) values (1, 'owner-1', '{Secret}-1'), (2, 'owner-2', '{Secret}-2')",
        $"update redacted_cards set number = '{Secret}-3', owner = 'owner-3' where id = 1",
        $"select owner from redacted_cards where number = '{Secret}-4'",
        $"insert into redacted_cards values (4, 'hidden', '{Secret}-5')",
    ];

    [Fact]
    public async Task Postgres_values_are_stored_and_not_recorded()
    {
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(SharedProxies.Configuration(Policies));
        await using (WireClient client = await WireClient.LoginAsync(proxy.Port, ("application_name", "cards")))
        {
            await client.QueryAsync("drop table if exists redacted_cards; create table redacted_cards (id int, owner text, number text)");
            foreach (string text in Texts)
                AssertAnswered(await client.QueryAsync(text));
            AssertAnswered(await client.ExchangeAsync(
                Frontend.Parse("insert into redacted_cards (number, owner, id) values ($1, $2, 5)", "insert"),
                Frontend.Bind(statement: "insert", values: [Bytes($"{Secret}-6"), Bytes("owner-6")]), Frontend.Execute(),
                Frontend.Bind(statement: "insert", values: [Bytes($"{Secret}-7"), Bytes("owner-7")], valueFormat: 1), Frontend.Execute(), Frontend.Sync));
            AssertAnswered(await client.ExchangeAsync(
                Frontend.Query("copy redacted_cards from stdin"), Frontend.CopyData(Bytes($"6\towner\t{Secret}-8\n")), Frontend.CopyDone));
            AssertAnswered(await client.ExchangeAsync(
                Frontend.Query("copy redacted_cards (id, owner) from stdin"), Frontend.CopyData(Bytes("7\towner-8\n")), Frontend.CopyDone));
            AssertAnswered(await client.QueryAsync($"prepare p (text) as insert into redacted_cards (number) values ($1); execute p('{Secret}-9')"));
            AssertAnswered(await client.QueryAsync("select 'harmless'"));
        }

        Assert.Equal(7L, await PostgresServer.Shared.ScalarAsync($"select count(*) from redacted_cards where number like '{Secret}-_'"));
        await AssertRedactedAsync(proxy, ["owner-1", "owner-2", "owner-3", "owner-6", "owner-7", "owner-8", "harmless"]);
    }

    [Theory]
    [OnMariaDb]
    [OnMySql9]
    internal async Task Mysql_values_are_stored_and_not_recorded(Brand brand)
    {
        await using ProxyProcess proxy = await ProxyProcess.StartAsync(MySqlProxies.Configuration(brand, Policies));
        var options = new LoginOptions { Attributes = [("program_name", "cards")], Wanted = Capabilities.Usual | Capabilities.LocalFiles };
        await using (MySqlWireClient client = await MySqlWireClient.LoginAsync(proxy.Port, options))
        {
            await client.QueryAsync("drop table if exists redacted_cards");
            await client.QueryAsync("create table redacted_cards (id int, owner varchar(80), number varchar(80))");
            foreach (string text in Texts)
                Assert.Null((await client.QueryAsync(text)).Error);
            Prepared insert = await client.PrepareAsync("insert into redacted_cards (number, owner, id) values (?, ?, 5)");
            await client.SendAsync(Command.Execute(insert.Id, CursorType.None, $"{Secret}-6", "owner-6"));
            Assert.Null((await client.ReadReplyAsync()).Error);
            await client.SendAsync(Command.SendLongData(insert.Id, 0, Bytes($"{Secret}-7")), Command.SendLongData(insert.Id, 1, Bytes("owner-7")));
            await client.SendAsync(Command.Execute(insert.Id, CursorType.None, null, null));
            Assert.Null((await client.ReadReplyAsync()).Error);
            Assert.Equal("FILE:x", (await client.QueryAsync("load data local infile 'x' into table redacted_cards")).ToString());
            await client.SendRawAsync(PacketBuffer.Frame(Bytes($"6\towner\t{Secret}-8\n"), 2), PacketBuffer.Frame([], 3));
            Assert.Null((await client.ReadReplyAsync()).Error);
            Assert.Null((await client.QueryAsync("select 'harmless'")).Error);
            Reply stored = await client.QueryAsync($"select count(*) from redacted_cards where number like '{Secret}-_'");
            Assert.EndsWith("R:6 EOF", stored.ToString(), StringComparison.Ordinal);
        }

        await AssertRedactedAsync(proxy, ["owner-1", "owner-2", "owner-3", "owner-6", "owner-7", "harmless"]);
    }

    private static async Task AssertRedactedAsync(ProxyProcess proxy, string[] kept)
    {
        JsonNode session = await proxy.EndedSessionAsync("cards");
        string client = Encoding.Latin1.GetString(await proxy.ExportRawAsync(session.Id(), "client"));
        Assert.DoesNotContain(Secret, client, StringComparison.Ordinal);
        Assert.All(kept, text => Assert.Contains(text, client, StringComparison.Ordinal));
        Assert.DoesNotContain(Secret, await proxy.ExportAsync(session.Id(), "jsonl"), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, await proxy.ExportAsync(session.Id(), "sql"), StringComparison.Ordinal);
        Assert.Empty(await proxy.SessionsAsync("--sql", Secret));
        Assert.NotEmpty(await proxy.SessionsAsync("--sql", "owner-3"));
        string[] statements = [.. (await proxy.StatementsAsync(session.Id())).Select(statement => (string)statement["sql"]!)];
        Assert.Contains("insert into redacted_cards (id, owner, number) values (1, 'owner-1', '***********'), (2, 'owner-2', '***********')", statements);
    }

    private static void AssertAnswered(List<WireFrame> frames) => Assert.DoesNotContain(frames, frame => frame.Code == 'E');

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
