using WireProxy.Audit.Stores;
using WireProxy.Replay.MySql;
using WireProxy.Replay.Postgres;

namespace WireProxy.Replay.Sandbox;

/// <summary>Chooses how a session is sent again by the protocol name that it was recorded with.</summary>
internal static class SandboxProtocols
{
    /// <summary>Null for a protocol that this program does not know.</summary>
    public static ISandboxProtocol? Find(SessionEntry session) => session.Protocol switch
    {
        "postgres" => new PostgresSandbox(session.Id),
        "mysql" => new MySqlSandbox(),
        _ => null,
    };
}
