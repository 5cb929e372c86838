using WireProxy.Configuration;
using WireProxy.Transport;

namespace WireProxy.Sessions.Postgres;

/// <summary>One configured PostgreSQL port: what every session that comes in by it needs.</summary>
internal sealed record PostgresEndpoint(EndpointOptions Options, UpstreamConnector Upstream, ServerCertificate? Certificate)
{
    /// <summary>The ALPN name of the protocol (PostgreSQL 17 and later).</summary>
    public const string ApplicationProtocol = "postgresql";

    public string Name => Options.Name;
}
