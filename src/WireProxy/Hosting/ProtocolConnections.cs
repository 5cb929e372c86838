using WireProxy.Configuration;
using WireProxy.Sessions;
using WireProxy.Sessions.Postgres;
using WireProxy.Transport;

namespace WireProxy.Hosting;

/// <summary>Who speaks with the clients of an endpoint: its protocol decides.</summary>
internal sealed class ProtocolConnections(SessionServices services)
{
    private readonly PostgresServices _postgres = new(services);

    public SessionServices Services => services;

    public static string NameOf(EndpointProtocol protocol) => protocol switch
    {
        EndpointProtocol.Postgres => PostgresConnection.ProtocolName,
        _ => throw new ArgumentOutOfRangeException(nameof(protocol)),
    };

    public AcceptedConnection Accept(WireConnection client, SessionEndpoint endpoint) => endpoint.Options.Protocol switch
    {
        EndpointProtocol.Postgres => new(client, endpoint, services, new PostgresConnection(client, endpoint, _postgres)),
        _ => throw new ArgumentOutOfRangeException(nameof(endpoint)),
    };
}
