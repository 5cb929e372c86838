using System.Net;

namespace WireProxy.Configuration;

/// <summary>The HTTP port for health checks and metrics.</summary>
internal sealed record AdminOptions
{
    /// <summary>False: no port is opened.</summary>
    public bool Enabled { get; init; } = true;

    public ListenAddress Listen { get; init; } = new(new IPEndPoint(IPAddress.Loopback, 6480), ListenScope.OneAddress);
}
