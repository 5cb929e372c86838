using WireProxy.Configuration;
using WireProxy.Transport;

namespace WireProxy.Sessions;

/// <summary>One configured port: what every session that comes in by it needs.</summary>
internal sealed record SessionEndpoint(EndpointOptions Options, UpstreamConnector Upstream, ServerCertificate? Certificate)
{
    public string Name => Options.Name;
}
