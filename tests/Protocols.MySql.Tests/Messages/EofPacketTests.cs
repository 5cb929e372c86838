using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Messages;
using WireProxy.Protocols.MySql.Tests.Framing;

namespace WireProxy.Protocols.MySql.Tests.Messages;

public sealed class EofPacketTests
{
    [Fact]
    public void A_packet_is_read_and_written()
    {
        byte[] golden = Hex.Bytes("fe 0100 6200");
        EofPacket eof = EofPacket.Read(golden);
        Assert.Equal(1, eof.Warnings);
        Assert.Equal(ServerStatus.CursorExists | ServerStatus.NoIndexUsed | ServerStatus.Autocommit, eof.Status);
        Assert.Equal(golden, eof.Write(new PayloadWriter()).ToArray());
        Strictness.RefusesAnythingElse(golden, payload => EofPacket.Read(payload));
        Assert.Throws<MySqlProtocolException>(() => EofPacket.Read(Hex.Bytes("00 0100 6200")));
    }
}
