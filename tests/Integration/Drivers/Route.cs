using System.Globalization;
using WireProxy.Integration.Proxy;
using WireProxy.Integration.Servers;

namespace WireProxy.Integration.Drivers;

/// <summary>The way from a driver to the server: what passes on the first must pass on all.</summary>
public enum Route
{
    /// <summary>No proxy.</summary>
    Direct,

    /// <summary>A proxy without policies.</summary>
    Proxy,

    /// <summary>A proxy that denies and masks.</summary>
    Policy,
}

/// <summary>Where a route starts, and how the drivers are told.</summary>
internal static class Routes
{
    public static TheoryData<Route> All { get; } = new(Route.Direct, Route.Proxy, Route.Policy);

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
    };
}
