using System.Collections.Concurrent;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Proxy.MySql;
using WireProxy.Integration.Servers.MySql;
using WireProxy.Integration.Wire.MySql;

namespace WireProxy.Integration.Masking.MySql;

/// <summary>On each brand of server a table with masks, one of the same shape without, and a proxy between.</summary>
public sealed class VectorSchema : IAsyncLifetime
{
    private const string Policies =
        """
        [ { "Name": "vectors", "Masks": [
              { "Column": "vectors.people.ssn", "With": "Full" },
              { "Column": "vectors.people.pin", "With": "Full" } ] } ]
        """;

    private readonly ConcurrentDictionary<Brand, Lazy<Task<ProxyProcess>>> _proxies = new();

    public async Task<int> PortAsync(Brand brand) =>
        (await _proxies.GetOrAdd(brand, asked => new Lazy<Task<ProxyProcess>>(() => StartAsync(asked))).Value).Port;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (Lazy<Task<ProxyProcess>> proxy in _proxies.Values)
            await (await proxy.Value).DisposeAsync();
        _proxies.Clear();
    }

    private static async Task<ProxyProcess> StartAsync(Brand brand)
    {
        await using MySqlWireClient client = await MySqlWireClient.LoginAsync(MySqlServer.Shared(brand).Port);
        IEnumerable<string> statements = ["drop database if exists vectors", "create database vectors", "create table vectors.kept (v varchar(40))",
            "create function vectors.`sum`(x varchar(40)) returns int modifies sql data begin insert into vectors.kept values (x); return 1; end",
            "create procedure vectors.reverse(x varchar(40)) insert into vectors.kept values (x)",
            .. Table(VectorTable.Masked),
            .. Table(VectorTable.Open)];
        statements = statements.Append($"create procedure vectors.upper() insert into vectors.kept select ssn from {VectorTable.Masked.Name} union select ssn from {VectorTable.Open.Name}");
        foreach (string sql in statements)
        {
            Reply reply = await client.QueryAsync(sql);
            Assert.True(reply.Error is null, $"{sql}: {reply.Error?.Message}");
        }
        return await ProxyProcess.StartAsync(MySqlProxies.Configuration(brand, Policies));
    }

    private static IEnumerable<string> Table(VectorTable table) =>
    [
        $"create table {table.Name} (id int primary key, ssn varchar(40) unique, pin int, memo varchar(40) not null)",
        $"insert into {table.Name} values {table.Rows}",
        $"create view {table.Name}_view as select id, ssn as label, memo from {table.Name}",
        $"create procedure {table.Name}_read() select ssn from {table.Name}",
        $"create procedure {table.Name}_shout() begin declare v varchar(40); select ssn into v from {table.Name} where id = 1; signal sqlstate '45000' set message_text = v; end",
        $"create function {table.Name}_peek(wanted int) returns varchar(40) reads sql data return (select ssn from {table.Name} where id = wanted)",
    ];
}
