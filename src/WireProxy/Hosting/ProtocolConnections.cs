using WireProxy.Configuration;
using WireProxy.Sessions;
using WireProxy.Sessions.MySql;
using WireProxy.Sessions.Postgres;
using WireProxy.Transport;

namespace WireProxy.Hosting;

/// <summary>Who speaks with the clients of an endpoint: its protocol decides.</summary>
internal sealed class ProtocolConnections(SessionServices services)
{
    private readonly PostgresServices _postgres = new(services);
    private readonly MySqlServices _mySql = new(services);

    public SessionServices Services => services;

    public static string NameOf(EndpointProtocol protocol) => protocol switch
    {
        EndpointProtocol.Postgres => PostgresConnection.ProtocolName,
        EndpointProtocol.MySql => MySqlConnection.ProtocolName,
        _ => throw new ArgumentOutOfRangeException(nameof(protocol)),
    };

    public AcceptedConnection Accept(WireConnection client, SessionEndpoint endpoint) =>
        new(client, endpoint, services, ConnectionOf(client, endpoint));

    private IProtocolConnection ConnectionOf(WireConnection client, SessionEndpoint endpoint) => endpoint.Options.Protocol switch
    {
        EndpointProtocol.Postgres => new PostgresConnection(client, endpoint, _postgres),
        EndpointProtocol.MySql => new MySqlConnection(client, endpoint, _mySql),
        _ => throw new ArgumentOutOfRangeException(nameof(endpoint)),
    };
}
