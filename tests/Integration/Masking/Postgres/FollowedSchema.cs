using System.Text;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Proxy.Postgres;
using WireProxy.Integration.Servers.Postgres;
using WireProxy.Integration.Wire.Postgres;

namespace WireProxy.Integration.Masking.Postgres;

/// <summary>Tables of which some columns are masked, and what reads them: functions, composite values, views.</summary>
public sealed class FollowedSchema : IAsyncLifetime
{
    private const string Policies =
        """
        [ { "Name": "followed", "Masks": [
              { "Column": "followed.persons.ssn", "With": "Full" },
              { "Column": "followed.persons.home", "With": "Full" },
              { "Column": "followed.persons.card", "With": "Last4" } ], "Unparsed": "Allow" } ]
        """;

    private const string Tables =
        """
        drop schema if exists followed cascade; create schema followed; set search_path = followed;
        create type address as (street text, zip text);
        create table persons (id int primary key, name text, ssn text, home address, card text, work address, note text);
        insert into persons values (1, 'ann', '900-11-0001', row('Secret Lane 1', '90011'), '4999000000000001', row('Office 1', '10011'), 'n1'),
          (2, 'bob', '900-11-0002', row('Secret Lane 2', '90012'), '4999000000000002', row('Office 2', '10012'), 'n2');
        create table purchases (id int primary key, person int, total numeric, note text);
        insert into purchases values (1, 1, 10, 'o1'), (2, 1, 20, 'o2'), (3, 2, 30, 'o3');
        create function total(who int) returns numeric language sql as 'select sum(total) from followed.purchases where person = who';
        create function total_atomic(who int) returns numeric language sql begin atomic select 1; select sum(o.total) from followed.purchases o where person = who; end;
        create function plus(a int, b int default 1) returns int language sql return a + b;
        create function nested_total(who int) returns numeric language sql as 'select followed.total($1) * 2';
        create function leak(who int) returns text language sql as 'select ssn from followed.persons where id = who';
        create function leak_atomic(who int) returns text language sql begin atomic select ssn from followed.persons where id = who; end;
        create function nested_leak(who int) returns text language sql as $$ select 'x' || followed.leak(who) $$;
        create function echo(value text) returns text language sql as 'select value';
        create function eager(value text default followed.leak(1)) returns text language sql as 'select value';
        create function overloaded(a int) returns text language sql as 'select name from followed.persons where id = a';
        create function overloaded(a text) returns text language sql as 'select ssn from followed.persons where name = a';
        create function found(who int) returns setof followed.persons language sql as 'select * from followed.persons where id = who';
        create function holder(who int) returns table (holder text, pan text) language sql as 'select name, ssn from followed.persons where id = who';
        create function pair(who int, out a text, out b text) language sql as 'select name, note from followed.persons where id = who';
        create function any_row(who int) returns record language sql as 'select name, ssn from followed.persons where id = who';
        create function written(who int) returns text language sql as $$ update followed.purchases set note = note where id = who; select name from followed.persons where id = who $$;
        create function plain_language(who int) returns text language plpgsql as $$ begin return (select name from followed.persons where id = who); end $$;
        create function cyclic(n int) returns int language sql as 'select case when n < 1 then 1 else followed.cyclic(n - 1) end';
        create view masked_view as select id, ssn from persons;
        """;

    private static readonly string[] Secrets = ["900-11-000", "Secret Lane", "9001", "499900000000"];

    private ProxyProcess? _proxy;

    public async Task InitializeAsync()
    {
        // As one simple Query, because a driver may cut a BEGIN ATOMIC in pieces; bodies may name what is created later.
        await using WireClient direct = await WireClient.LoginAsync(PostgresServer.Shared.Port);
        Assert.DoesNotContain(await direct.QueryAsync("set check_function_bodies = off; " + Tables), frame => frame.Code == 'E');
        _proxy = await ProxyProcess.StartAsync(SharedProxies.Configuration(Policies));
    }

    public async Task DisposeAsync()
    {
        await _proxy!.DisposeAsync();
        await PostgresServer.Shared.ScalarAsync("drop schema followed cascade");
    }

    internal async Task<WireClient> LoginAsync()
    {
        WireClient client = await WireClient.LoginAsync(_proxy!.Port);
        await client.QueryAsync("set search_path = followed");
        return client;
    }

    internal static async Task<WireClient> LoginDirectlyAsync()
    {
        WireClient client = await WireClient.LoginAsync(PostgresServer.Shared.Port);
        await client.QueryAsync("set search_path = followed");
        return client;
    }

    /// <summary>Whether any of the values that are masked is in anything that a client received.</summary>
    internal static bool ShowsSecret(WireClient client)
    {
        string received = Encoding.Latin1.GetString(client.Received.ToArray());
        return Secrets.Any(secret => received.Contains(secret, StringComparison.Ordinal));
    }

    /// <summary>It works, shows nothing masked, and would have shown it without the proxy.</summary>
    public async Task AssertHiddenAsync(string sql)
    {
        await using WireClient direct = await LoginDirectlyAsync();
        await direct.QueryAsync($"begin; {sql}; rollback");
        Assert.True(ShowsSecret(direct), "it shows nothing that could be masked");
        await using WireClient guarded = await LoginAsync();
        await guarded.QueryAsync(sql);
        await guarded.ExchangeAsync(Frontend.Extended(sql, 1), Frontend.Sync);
        Assert.False(ShowsSecret(guarded), "a masked value is shown");
    }

    /// <summary>It comes back byte for byte as without the proxy.</summary>
    public async Task AssertUnchangedAsync(string sql)
    {
        await using WireClient direct = await LoginDirectlyAsync();
        await using WireClient guarded = await LoginAsync();
        foreach (byte[] message in (byte[][])[Frontend.Query(sql), [.. Frontend.Extended(sql, 1), .. Frontend.Sync]])
            Assert.Equal(Brief(await direct.ExchangeAsync(message)), Brief(await guarded.ExchangeAsync(message)));
    }

    private static string Brief(List<WireFrame> frames)
    {
        Assert.DoesNotContain(frames, frame => frame.Code == 'E');
        return string.Join('\n', frames.Select(frame => $"{frame.Code} {Convert.ToHexString(frame.Body)}"));
    }
}
