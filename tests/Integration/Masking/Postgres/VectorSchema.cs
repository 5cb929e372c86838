using WireProxy.Integration.Proxy;
using WireProxy.Integration.Proxy.Postgres;
using WireProxy.Integration.Servers.Postgres;

namespace WireProxy.Integration.Masking.Postgres;

/// <summary>A table with masks, one of the same shape without, and a proxy between.</summary>
public sealed class VectorSchema : IAsyncLifetime
{
    private const string Policies =
        """
        [ { "Name": "vectors", "Masks": [
              { "Column": "vectors.people.ssn", "With": "Full" },
              { "Column": "vectors.people.pin", "With": "Full" },
              { "Column": "vectors.people.made", "With": "Full" } ] } ]
        """;

    private ProxyProcess? _proxy;

    public int Port => _proxy!.Port;

    public async Task InitializeAsync()
    {
        await PostgresServer.Shared.ScalarAsync("drop schema if exists vectors cascade; create schema vectors;"
            + Table(VectorTable.Masked)
            + Table(VectorTable.Open));
        _proxy = await ProxyProcess.StartAsync(SharedProxies.Configuration(Policies));
    }

    public async Task DisposeAsync()
    {
        await _proxy!.DisposeAsync();
        await PostgresServer.Shared.ScalarAsync("drop schema vectors cascade");
    }

    private static string Table(VectorTable table) =>
        $"""
        create table {table.Name} (id int primary key, ssn text unique, pin int, memo text not null check (memo <> 'bad'),
          made text generated always as (upper(ssn)) stored);
        insert into {table.Name} (id, ssn, pin, memo) values {table.Rows};
        create view {table.Name}_view as select id, ssn as label, memo from {table.Name};
        create function {table.Name}_read() returns setof text language sql stable as 'select ssn from {table.Name}';
        analyze {table.Name};
        """;
}
