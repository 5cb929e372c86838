using System.Globalization;
using WireProxy.Integration.Proxy.Postgres;
using WireProxy.Integration.Servers.Postgres;

namespace WireProxy.Integration.Drivers.Postgres;

/// <summary>Where a route to PostgreSQL starts, and how the drivers are told.</summary>
internal static class PostgresRoutes
{
    public static async Task<int> PortAsync(this Route route) => route switch
    {
        Route.Direct => PostgresServer.Shared.Port,
        Route.Proxy => (await SharedProxies.Transparent).Port,
        _ => (await SharedProxies.Guarded).Port,
    };

    /// <summary>The variables that libpq and the driver scripts read.</summary>
    public static async Task<Dictionary<string, string>> EnvironmentAsync(this Route route)
    {
        Dictionary<string, string> variables = Environment(await route.PortAsync());
        variables["POLICY"] = route == Route.Policy ? "on" : "off";
        return variables;
    }

    public static Dictionary<string, string> Environment(int port) => new()
    {
        ["PGHOST"] = "127.0.0.1",
        ["PGPORT"] = port.ToString(CultureInfo.InvariantCulture),
        ["PGUSER"] = SampleSchema.User,
        ["PGPASSWORD"] = SampleSchema.Password,
        ["PGDATABASE"] = SampleSchema.Database,
        ["NODE_PATH"] = DriverScript.NodePath,
    };
}
