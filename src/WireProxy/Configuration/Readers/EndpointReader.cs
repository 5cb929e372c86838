using System.Net;

namespace WireProxy.Configuration.Readers;

/// <summary>Reads <c>Endpoints:&lt;name&gt;</c>.</summary>
internal static class EndpointReader
{
    // Stand in for addresses that could not be read: they collide with nothing, and nothing starts.
    private static readonly ListenAddress UnreadListen = new(new IPEndPoint(IPAddress.Loopback, 0), ListenScope.OneAddress);
    private static readonly HostPort UnreadUpstream = new("localhost", 1);

    public static EndpointOptions Read(SectionReader section)
    {
        var endpoint = new EndpointOptions
        {
            Name = section.Name,
            Protocol = section.Choice("Protocol", EndpointProtocol.Postgres, Presence.Required),
            Listen = section.Value("Listen", UnreadListen, ListenAddress.TryParse, Presence.Required),
            Upstream = ReadUpstream(section.Object("Upstream")),
            ClientTls = ReadClientTls(section.Object("ClientTls")),
            Authentication = section.Choice("Authentication", EndpointAuthentication.PassThrough),
            AllowLocalInfile = section.Value("AllowLocalInfile", false, ScalarParsers.Switch),
        };
        section.RejectUnknownKeys();
        return endpoint;
    }

    private static UpstreamOptions ReadUpstream(SectionReader section)
    {
        var upstream = new UpstreamOptions
        {
            Address = section.Value("Address", UnreadUpstream, HostPort.TryParse, Presence.Required),
            Tls = section.Choice("Tls", UpstreamTls.Disable),
        };
        section.RejectUnknownKeys();
        return upstream;
    }

    private static ClientTlsOptions ReadClientTls(SectionReader section)
    {
        var tls = new ClientTlsOptions
        {
            Mode = section.Choice("Mode", ClientTlsMode.Disable),
            Certificate = section.Text("Certificate"),
            Key = section.Text("Key"),
        };
        section.RejectUnknownKeys();
        return tls;
    }
}
