using System.Globalization;
using WireProxy.Integration.Proxy.MySql;
using WireProxy.Integration.Servers.MySql;

namespace WireProxy.Integration.Drivers.MySql;

/// <summary>Where a route to a MySQL server starts, and how the drivers are told.</summary>
internal static class MySqlRoutes
{
    public static async Task<int> PortAsync(this Route route, Brand brand) => route switch
    {
        Route.Direct => MySqlServer.Shared(brand).Port,
        Route.Proxy => (await MySqlProxies.TransparentAsync(brand)).Port,
        _ => (await MySqlProxies.GuardedAsync(brand)).Port,
    };

    /// <summary>The variables that the driver scripts read.</summary>
    public static async Task<Dictionary<string, string>> EnvironmentAsync(this Route route, Brand brand)
    {
        Dictionary<string, string> variables = Environment(await route.PortAsync(brand), brand);
        variables["POLICY"] = route == Route.Policy ? "on" : "off";
        // Behind a proxy the server's own leg is in clear.
        if (route == Route.Direct)
            variables["DB_TLS_USER"] = MySqlSampleSchema.TlsOnlyUser;
        return variables;
    }

    public static Dictionary<string, string> Environment(int port, Brand brand) => new()
    {
        ["DB_BRAND"] = brand == Brand.MariaDb ? "mariadb" : "mysql",
        ["DB_HOST"] = "127.0.0.1",
        ["DB_PORT"] = port.ToString(CultureInfo.InvariantCulture),
        ["DB_USER"] = MySqlSampleSchema.User,
        ["DB_PASSWORD"] = MySqlSampleSchema.Password,
        ["DB_DATABASE"] = MySqlSampleSchema.Database,
        ["DB_TLS_USER"] = MySqlSampleSchema.User,
        ["NODE_PATH"] = DriverScript.NodePath,
    };
}
