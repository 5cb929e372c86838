using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace WireProxy.Configuration;

/// <summary>A host, by name or address, and a port. IPv6 addresses are written in brackets.</summary>
internal readonly record struct HostPort(string Host, int Port)
{
    public override string ToString() =>
        Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";

    public static bool TryParse(string text, out HostPort value, [NotNullWhen(false)] out string? problem)
    {
        value = default;
        if (!TrySplit(text, out string host, out int port))
        {
            problem = "expected host:port";
            return false;
        }
        if (port == 0 || !IsHost(host))
        {
            problem = port == 0 ? "port 0 can not be connected to" : $"'{host}' is no host name or address";
            return false;
        }
        value = new HostPort(host, port);
        problem = null;
        return true;
    }

    /// <summary>Splits at the last colon; brackets around an IPv6 address are taken off, and asked for.</summary>
    internal static bool TrySplit(string text, out string host, out int port)
    {
        int colon = text.LastIndexOf(':');
        host = "";
        port = 0;
        if (colon <= 0 || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port)
            || port > IPEndPoint.MaxPort)
            return false;
        host = text[..colon];
        if (host.Length > 2 && host[0] == '[' && host[^1] == ']')
        {
            host = host[1..^1];
            return Uri.CheckHostName(host) == UriHostNameType.IPv6;
        }
        return !host.Contains(':', StringComparison.Ordinal);
    }

    private static bool IsHost(string host) => Uri.CheckHostName(host) is not UriHostNameType.Unknown;
}
