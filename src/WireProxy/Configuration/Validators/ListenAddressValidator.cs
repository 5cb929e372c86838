using System.Net;

namespace WireProxy.Configuration.Validators;

/// <summary>No address is opened twice, and no endpoint is its own server.</summary>
internal static class ListenAddressValidator
{
    public static void Validate(ProxyOptions options, ReadingLog log)
    {
        var opened = new List<(string Path, ListenAddress Listen)>();
        foreach (EndpointOptions endpoint in options.Endpoints)
        {
            Open($"{endpoint.Path}:Listen", endpoint.Listen, opened, log);
            if (IsItself(endpoint))
                log.Wrong($"{endpoint.Path}:Upstream:Address", "is the endpoint's own listen address");
        }
        if (options.Admin.Enabled)
            Open($"{ProxyOptionsReader.Root}:Admin:Listen", options.Admin.Listen, opened, log);
    }

    private static void Open(string path, ListenAddress listen, List<(string Path, ListenAddress Listen)> opened, ReadingLog log)
    {
        (string? other, ListenAddress? address) = opened.Find(earlier => earlier.Listen.Collides(listen));
        if (other is not null)
            log.Wrong(path, $"{listen} is taken by {other} ({address})");
        opened.Add((path, listen));
    }

    private static bool IsItself(EndpointOptions endpoint) =>
        endpoint.Listen.EndPoint.Port == endpoint.Upstream.Address.Port
        && (endpoint.Upstream.Address.Host == "localhost"
            ? endpoint.Listen.Scope == ListenScope.EveryAddress || IPAddress.IsLoopback(endpoint.Listen.EndPoint.Address)
            : IPAddress.TryParse(endpoint.Upstream.Address.Host, out IPAddress? address)
                && (endpoint.Listen.EndPoint.Address.Equals(address)
                    || (endpoint.Listen.Scope == ListenScope.EveryAddress && IPAddress.IsLoopback(address))));
}
