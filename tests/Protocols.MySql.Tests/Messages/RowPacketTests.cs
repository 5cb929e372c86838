using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Messages;

namespace WireProxy.Protocols.MySql.Tests.Messages;

public sealed class RowPacketTests
{
    [Theory]
    // first byte, payload length, without and with DEPRECATE_EOF
    [InlineData(0xFE, 5, RowPacketKind.Terminator, RowPacketKind.Terminator)]
    [InlineData(0xFE, 8, RowPacketKind.Terminator, RowPacketKind.Terminator)]
    [InlineData(0xFE, 9, RowPacketKind.Row, RowPacketKind.Terminator)]
    [InlineData(0xFE, 0xFF_FFFE, RowPacketKind.Row, RowPacketKind.Terminator)]
    [InlineData(0xFE, 0xFF_FFFF, RowPacketKind.Row, RowPacketKind.Row)]
    [InlineData(0xFF, 9, RowPacketKind.Err, RowPacketKind.Err)]
    [InlineData(0xFF, 0xFF_FFFF, RowPacketKind.Err, RowPacketKind.Err)]
    [InlineData(0xFB, 1, RowPacketKind.Row, RowPacketKind.Row)] // NULL
    [InlineData(0x00, 1, RowPacketKind.Row, RowPacketKind.Row)] // an empty text
    [InlineData(0x00, 7, RowPacketKind.Row, RowPacketKind.Row)] // a binary row
    [InlineData(0xFD, 0xFF_FFFF, RowPacketKind.Row, RowPacketKind.Row)]
    public void Ends_and_errors_are_told_from_rows(int first, int length, RowPacketKind withEof, RowPacketKind withoutEof)
    {
        var header = new PacketHeader(length, 3);
        Assert.Equal(withEof, RowPacket.KindOf(header, (byte)first, CapabilityFlags.None));
        Assert.Equal(withoutEof, RowPacket.KindOf(header, (byte)first, CapabilityFlags.DeprecateEof));
    }

    [Fact]
    public void An_empty_packet_is_no_row() => Assert.Throws<MySqlProtocolException>(
        () => RowPacket.KindOf(new PacketHeader(0, 3), 0, CapabilityFlags.None));
}
