using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Transport;

namespace WireProxy.Sessions.MySql.Login;

/// <summary>What a client answered to the greeting.</summary>
/// <param name="Packet">The HandshakeResponse41, header included.</param>
/// <param name="Offered">The capabilities of the greeting that it got.</param>
/// <param name="Security">Whether it came in TLS.</param>
/// <param name="Preface">The SSLRequest before it, if any.</param>
internal sealed record ClientLogin(byte[] Packet, CapabilityFlags Offered, LinkSecurity Security, byte[] Preface)
{
    public byte Sequence => PacketHeader.Read(Packet).Sequence;

    public HandshakeResponse41 Response => HandshakeResponse41.Read(
        Packet.AsSpan(PacketHeader.Size), Offered, Security == LinkSecurity.Tls ? TransportSecurity.Tls : TransportSecurity.Clear);
}
