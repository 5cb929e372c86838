using System.Buffers;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Messages;

namespace WireProxy.Sessions.MySql;

/// <summary>Errors in the proxy's own words, as complete packets.</summary>
internal static class ErrPackets
{
    /// <summary>A client that has not answered the greeting would take a SQLSTATE for a part of the text.</summary>
    public const string NoSqlState = "";

    public static byte[] Of(byte sequence, ushort code, string sqlState, string message)
    {
        var packet = new ArrayBufferWriter<byte>();
        PacketWriter.Write(ErrPacket.Write(new PayloadWriter(), code, sqlState, message), sequence, packet);
        return packet.WrittenSpan.ToArray();
    }
}
