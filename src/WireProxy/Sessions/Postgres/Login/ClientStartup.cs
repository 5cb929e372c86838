using WireProxy.Protocols.Postgres.Messages;

namespace WireProxy.Sessions.Postgres.Login;

/// <summary>What a client said before authentication.</summary>
/// <param name="Packet">The StartupMessage or CancelRequest, whole.</param>
/// <param name="ClientPreface">Everything it sent before that, such as an SSLRequest.</param>
/// <param name="ServerPreface">What it was answered.</param>
internal sealed record ClientStartup(byte[] Packet, byte[] ClientPreface, byte[] ServerPreface)
{
    public StartupPacket Header => StartupPacket.Read(Packet);

    public ReadOnlySpan<byte> Body => Packet.AsSpan(StartupPacket.HeaderSize);
}
