using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;

namespace WireProxy.Protocols.MySql.Messages;

/// <summary>
/// Tells rows from what ends them (protocols reference 2.A). A row may start with 0xFE only if its first field is so long
/// that the row fills its first packet; 0xFB (NULL) and 0x00 (an empty text, any binary row) are no ends, and 0xFF never
/// starts a row.
/// </summary>
public static class RowPacket
{
    private const int EofSizeLimit = 9;

    /// <param name="header">Of the first packet of the payload; a progress report must have been told apart before.</param>
    /// <param name="first">The first byte of the payload.</param>
    /// <param name="capabilities">Those negotiated with the server.</param>
    /// <exception cref="MySqlProtocolException">The payload is empty, which no row is.</exception>
    public static RowPacketKind KindOf(PacketHeader header, byte first, CapabilityFlags capabilities)
    {
        if (header.PayloadLength == 0)
            throw new MySqlProtocolException("an empty packet among the rows");
        return first switch
        {
            ErrPacket.Header => RowPacketKind.Err,
            EofPacket.Header when header.PayloadLength < TerminatorLimit(capabilities) => RowPacketKind.Terminator,
            _ => RowPacketKind.Row,
        };
    }

    private static int TerminatorLimit(CapabilityFlags capabilities) =>
        capabilities.Has(CapabilityFlags.DeprecateEof) ? PacketHeader.MaxPayload : EofSizeLimit;
}
