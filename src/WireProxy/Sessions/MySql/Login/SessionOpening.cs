using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;

namespace WireProxy.Sessions.MySql.Login;

/// <summary>What was said before the two relays take over.</summary>
/// <param name="GreetingPacket">The server's own greeting, header included.</param>
/// <param name="Login">What the client answered.</param>
/// <param name="Claim">Who it says it is.</param>
/// <param name="SentSequence">The sequence id with which the server was sent the answer.</param>
internal sealed record SessionOpening(byte[] GreetingPacket, ClientLogin Login, LoginClaim Claim, byte SentSequence)
{
    public HandshakeV10 Greeting => HandshakeV10.Read(GreetingPacket.AsSpan(PacketHeader.Size));
}
