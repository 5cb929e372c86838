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

/// <summary>Routes as test data.</summary>
internal static class Routes
{
    public static TheoryData<Route> All { get; } = new(Route.Direct, Route.Proxy, Route.Policy);

    /// <summary>Every check on every route.</summary>
    public static TheoryData<Route, string> With(params string[] checks)
    {
        var cases = new TheoryData<Route, string>();
        foreach (Route route in Enum.GetValues<Route>())
        {
            foreach (string check in checks)
                cases.Add(route, check);
        }
        return cases;
    }
}
