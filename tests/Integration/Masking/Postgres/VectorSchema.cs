using WireProxy.Integration.Proxy;
using WireProxy.Integration.Proxy.Postgres;
using WireProxy.Integration.Servers.Postgres;

namespace WireProxy.Integration.Masking.Postgres;

/// <summary>A table with masks, one of the same shape without, and a proxy between.</summary>
public sealed class VectorSchema : IAsyncLifetime
{
    public const string Masked = "vectors.people";
    public const string Open = "vectors.neighbours";

    private const string Policies =
        """
        [ { "Name": "vectors", "Masks": [
              { "Column": "vectors.people.ssn", "With": "Full" },
              { "Column": "vectors.people.pin", "With": "Full" },
              { "Column": "vectors.people.made", "With": "Full" } ] } ]
        """;

    private ProxyProcess? _proxy;

    internal static Secret MaskedValues { get; } = new(["Zq7-Xv4-Kw9M", "Jh3-Tb8-Gd5R"], [73194286, 82619357]);

    internal static Secret OpenValues { get; } = new(["Fp6-Ny2-Lc8S", "Wm9-Rk3-Bx7D"], [64827193, 91753826]);

    public int Port => _proxy!.Port;

    public async Task InitializeAsync()
    {
        await PostgresServer.Shared.ScalarAsync("drop schema if exists vectors cascade; create schema vectors;"
            + Table(Masked, "(1, 'Zq7-Xv4-Kw9M', 73194286, 'one'), (2, 'Jh3-Tb8-Gd5R', 82619357, 'two')")
            + Table(Open, "(1, 'Fp6-Ny2-Lc8S', 64827193, 'one'), (2, 'Wm9-Rk3-Bx7D', 91753826, 'two')"));
        _proxy = await ProxyProcess.StartAsync(SharedProxies.Configuration(Policies));
    }

    public async Task DisposeAsync()
    {
        await _proxy!.DisposeAsync();
        await PostgresServer.Shared.ScalarAsync("drop schema vectors cascade");
    }

    private static string Table(string name, string rows) =>
        $"""
        create table {name} (id int primary key, ssn text unique, pin int, memo text not null check (memo <> 'bad'),
          made text generated always as (upper(ssn)) stored);
        insert into {name} (id, ssn, pin, memo) values {rows};
        create view {name}_view as select id, ssn as label, memo from {name};
        create function {name}_read() returns setof text language sql stable as 'select ssn from {name}';
        analyze {name};
        """;
}
