using WireProxy.Integration.Drivers;
using WireProxy.Integration.Drivers.MySql;
using WireProxy.Integration.Proxy.MySql;
using WireProxy.Integration.Servers.MySql;
using WireProxy.Integration.Wire.MySql;

namespace WireProxy.Integration.Conformance.MySql;

/// <summary>Sessions under the shared policy, and what must hold after a refusal.</summary>
internal static class GuardedSession
{
    public const string Drop = "drop table doomed";

    public static async Task<MySqlWireClient> LoginAsync(Brand brand, LoginOptions? options = null) =>
        await MySqlWireClient.LoginAsync(await Route.Policy.PortAsync(brand), options);

    /// <summary>The reply is a refusal that says who refused and why.</summary>
    public static void AssertRefused(this Reply reply, string message = MySqlProxies.DropMessage)
    {
        Assert.Empty(reply.Results);
        Assert.Equal(new WireError(1142, "42000", $"blocked by policy \"{MySqlProxies.PolicyName}\": {message}"), reply.Error);
    }

    public static async Task AssertStillThereAsync(Brand brand) =>
        Assert.Equal("1", await MySqlServer.Shared(brand).ScalarAsync("select count(*) from information_schema.tables where table_schema = 'shop' and table_name = 'doomed'"));

    public static async Task AssertUsableAsync(this MySqlWireClient client) =>
        Assert.Equal("C:1 R:1 EOF", (await client.QueryAsync("select 1")).ToString());

    /// <summary>Rows of the scratch table that carry this mark.</summary>
    public static async Task<string?> CountAsync(Brand brand, string mark) =>
        await MySqlServer.Shared(brand).ScalarAsync($"select count(*) from scratch where value = '{mark}'");
}
