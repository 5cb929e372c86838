using System.Net;
using WireProxy.Transport;

namespace WireProxy.Replay.Sandbox;

/// <summary>Keeps secrets from lines on which others listen.</summary>
internal static class Loopback
{
    /// <exception cref="SandboxException">The connection leaves the machine in the clear.</exception>
    public static void Require(WireConnection server, string what)
    {
        bool isLocal = IPEndPoint.TryParse(server.RemoteAddress, out IPEndPoint? remote) && IPAddress.IsLoopback(remote.Address);
        if (server.Security == LinkSecurity.Plain && !isLocal)
            throw new SandboxException($"the sandbox asks for {what}, and the connection is not encrypted: use --tls Require or VerifyFull");
    }
}
