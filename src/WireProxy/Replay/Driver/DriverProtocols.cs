using WireProxy.Replay.MySql;
using WireProxy.Replay.Postgres;

namespace WireProxy.Replay.Driver;

/// <summary>Chooses how a session is played to a driver by the protocol name that it was recorded with.</summary>
internal static class DriverProtocols
{
    /// <summary>Null for a protocol that this program does not know.</summary>
    public static IDriverProtocol? Find(string protocol) => protocol switch
    {
        "postgres" => new PostgresDriverProtocol(),
        "mysql" => new MySqlDriverProtocol(),
        _ => null,
    };
}
