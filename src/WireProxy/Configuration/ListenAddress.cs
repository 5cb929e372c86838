using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace WireProxy.Configuration;

/// <summary>A local address to accept connections on. Port 0 lets the system choose one.</summary>
/// <param name="EndPoint">The IPv6 wildcard when <paramref name="Scope"/> is every address.</param>
internal sealed record ListenAddress(IPEndPoint EndPoint, ListenScope Scope)
{
    public override string ToString() => Scope == ListenScope.EveryAddress ? $"*:{EndPoint.Port}" : EndPoint.ToString();

    /// <summary>Whether the second of the two could not be opened.</summary>
    public bool Collides(ListenAddress other) =>
        EndPoint.Port != 0 && EndPoint.Port == other.EndPoint.Port
        && (Scope == ListenScope.EveryAddress || other.Scope == ListenScope.EveryAddress
            || EndPoint.Address.Equals(other.EndPoint.Address)
            || (EndPoint.AddressFamily == other.EndPoint.AddressFamily && (IsWildcard(EndPoint) || IsWildcard(other.EndPoint))));

    public static bool TryParse(string text, [NotNullWhen(true)] out ListenAddress? value, [NotNullWhen(false)] out string? problem)
    {
        value = null;
        if (!HostPort.TrySplit(text, out string host, out int port))
        {
            problem = "expected address:port, [IPv6 address]:port or *:port";
            return false;
        }
        value = host switch
        {
            "*" => new ListenAddress(new IPEndPoint(IPAddress.IPv6Any, port), ListenScope.EveryAddress),
            "localhost" => new ListenAddress(new IPEndPoint(IPAddress.Loopback, port), ListenScope.OneAddress),
            _ when IPAddress.TryParse(host, out IPAddress? address) && IsPlain(host, address)
                => new ListenAddress(new IPEndPoint(address, port), ListenScope.OneAddress),
            _ => null,
        };
        problem = value is null ? $"'{host}' is no address of this machine: write an IP address, localhost or *" : null;
        return value is not null;
    }

    // .NET also reads "1", "0x7f.1" and octal parts; what a reader would take for another address is refused.
    private static bool IsPlain(string host, IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 || address.ToString() == host;

    private static bool IsWildcard(IPEndPoint endPoint) =>
        endPoint.Address.Equals(IPAddress.Any) || endPoint.Address.Equals(IPAddress.IPv6Any);
}

/// <summary>Whether a listener takes one address or all of them, IPv4 and IPv6 together.</summary>
internal enum ListenScope : byte
{
    OneAddress,
    EveryAddress,
}
