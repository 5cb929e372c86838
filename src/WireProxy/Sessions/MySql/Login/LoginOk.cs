using System.Buffers;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Messages;

namespace WireProxy.Sessions.MySql.Login;

/// <summary>
/// The OK packet behind a login. MariaDB servers can name another address in it, and drivers then reconnect straight to
/// that, past the proxy (protocols reference 2.B): such a name is left out.
/// </summary>
internal static class LoginOk
{
    public static void WriteWithoutRedirect(in ReceivedPacket packet, CapabilityFlags capabilities, byte sequence, OutgoingBuffer outgoing)
    {
        OkPacket ok = OkPacket.Read(packet.Payload, capabilities);
        if (!Redirects(ok.SessionChanges))
        {
            packet.Renumber(sequence, outgoing);
            return;
        }
        var kept = new ArrayBufferWriter<byte>();
        foreach (SessionChange change in ok.SessionChanges)
        {
            if (!IsRedirect(change))
                kept.Write(change.Bytes);
        }
        OkPacket without = ok with { SessionChanges = SessionChanges.Read(kept.WrittenSpan) };
        PacketWriter.Write(without.Write(new PayloadWriter(), capabilities), sequence, outgoing.Replace(packet.Start, packet.End));
    }

    private static bool Redirects(SessionChanges changes)
    {
        foreach (SessionChange change in changes)
        {
            if (IsRedirect(change))
                return true;
        }
        return false;
    }

    private static bool IsRedirect(in SessionChange change) =>
        change.Type == SessionChangeType.SystemVariable && change.Name.SequenceEqual("redirect_url"u8) && !change.Value.IsEmpty;
}
