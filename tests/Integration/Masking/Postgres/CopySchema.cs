using WireProxy.Integration.Proxy;
using WireProxy.Integration.Proxy.Postgres;
using WireProxy.Integration.Servers.Postgres;

namespace WireProxy.Integration.Masking.Postgres;

/// <summary>Tables to copy, a proxy that masks some of their columns, and what the server itself would call the masked rows.</summary>
public sealed class CopySchema : IAsyncLifetime
{
    public const int People = 100_000;

    /// <summary>What the columns of people come to under <see cref="Policies"/>.</summary>
    public const string MaskedPeople =
        """
        select id, name, case when ssn is null then null else '****' end as ssn,
               repeat('*', length(card) - 4) || right(card, 4) as card, 0::numeric as pay, null::date as born,
               case when note is null then null else E'a\tb,"\\;''|' || E'\n' end as note, other
        from copying.people
        """;

    private const string Policies =
        """
        [ { "Name": "copies", "Masks": [
              { "Column": "copying.people.ssn", "With": "Full" },
              { "Column": "copying.people.card", "With": "Last4" },
              { "Column": "copying.people.pay", "With": "Full" },
              { "Column": "copying.people.born", "With": "Null" },
              { "Column": "copying.people.note", "With": { "Kind": "Fixed", "Value": "a\tb,\"\\;'|\n" } },
              { "Column": "copying.shaped.ssn", "With": "Full" },
              { "Column": "copying.moving.ssn", "With": "Full" },
              { "Column": "copying.parent.ssn", "With": "Full" },
              { "Column": "copying.ranged.ssn", "With": "Full" } ] } ]
        """;

    private const string Tables =
        """
        drop schema if exists copying, decoy cascade; create schema copying; create schema decoy;
        create table copying.people (id int primary key, name text, ssn text, card varchar(19), pay numeric(12,2), born date, note text, other text);
        insert into copying.people select i, E'n\t' || i, case when i % 7 > 0 then '900-00-' || i end, '4999' || lpad(i::text, 12, '0'),
          i * 1.5, date '1950-01-01' + i % 10000, case i % 5 when 0 then null when 1 then '' when 2 then E'a"b\\c' when 3 then E'x\ny,;|z' else '900-01-' || i end,
          case i % 4 when 0 then null when 1 then '' when 2 then E'\\N' else E'"q",\r\n''\\.' end
          from generate_series(1, 100000) i;
        create table copying.shaped (gone text, g text generated always as ('k' || ssn) stored, "Na""me" text, ssn text, n int generated always as (7) stored, id int);
        alter table copying.shaped drop column gone;
        insert into copying.shaped ("Na""me", ssn, id) values ('ann', '900-22-3333', 1), ('bob', null, 2);
        create table copying.moving (a text, id int, ssn text);
        insert into copying.moving values ('x', 1, '900-55-1111');
        create table copying.parent (id int, ssn text);
        create table copying.child (extra text) inherits (copying.parent);
        insert into copying.parent values (1, '900-33-1111');
        insert into copying.child values (2, '900-33-2222', 'x');
        create table copying.ranged (id int, ssn text) partition by range (id);
        create table copying.ranged_one partition of copying.ranged for values from (1) to (10);
        create table copying.ranged_two (ssn text, id int);
        alter table copying.ranged attach partition copying.ranged_two for values from (10) to (20);
        insert into copying.ranged values (1, '900-44-1111'), (11, '900-44-2222');
        create table decoy.shaped (ssn text, id int, note text);
        insert into decoy.shaped values ('not secret', 1, 'x');
        create table copying.plain (id int, v text);
        insert into copying.plain select i, E'v\t"' || i from generate_series(1, 1000) i;
        """;

    private ProxyProcess? _proxy;

    public int Port => _proxy!.Port;

    public async Task InitializeAsync()
    {
        await PostgresServer.Shared.ScalarAsync(Tables);
        _proxy = await ProxyProcess.StartAsync(SharedProxies.Configuration(Policies));
    }

    public async Task DisposeAsync()
    {
        await _proxy!.DisposeAsync();
        await PostgresServer.Shared.ScalarAsync("drop schema copying, decoy cascade");
    }
}
