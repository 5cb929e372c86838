using WireProxy.Protocols.MySql.Framing;

namespace WireProxy.Protocols.MySql.Tests.Framing;

public sealed class PacketHeaderTests
{
    [Theory]
    [InlineData("00000000", 0, 0)]
    [InlineData("010203ff", 0x03_0201, 255)]
    [InlineData("ffffff07", PacketHeader.MaxPayload, 7)]
    public void Length_is_three_bytes_little_endian_and_the_sequence_id_follows(string hex, int length, byte sequence)
    {
        byte[] bytes = Convert.FromHexString(hex);
        PacketHeader header = PacketHeader.Read(bytes);
        Assert.Equal(new PacketHeader(length, sequence), header);
        byte[] written = new byte[PacketHeader.Size];
        header.Write(written);
        Assert.Equal(bytes, written);
    }

    [Fact]
    public void Only_a_full_packet_is_continued()
    {
        Assert.True(new PacketHeader(PacketHeader.MaxPayload, 0).IsContinued);
        Assert.False(new PacketHeader(PacketHeader.MaxPayload - 1, 0).IsContinued);
    }
}
