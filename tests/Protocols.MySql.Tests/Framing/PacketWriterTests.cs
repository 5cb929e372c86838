using System.Buffers;
using WireProxy.Protocols.MySql.Framing;

namespace WireProxy.Protocols.MySql.Tests.Framing;

public sealed class PacketWriterTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(1, "1")]
    [InlineData(0xFF_FFFE, "16777214")]
    [InlineData(0xFF_FFFF, "16777215 0")]
    [InlineData(0x100_0000, "16777215 1")]
    [InlineData(2 * 0xFF_FFFF, "16777215 16777215 0")]
    public void A_payload_that_fills_its_last_packet_is_followed_by_an_empty_one(int length, string packets)
    {
        byte[] payload = new byte[length];
        new Random(length).NextBytes(payload);
        var output = new ArrayBufferWriter<byte>(length + 64);
        byte next = PacketWriter.Write(payload, 255, output);

        (List<PacketHeader> headers, byte[] carried) = Packets.Split(output.WrittenSpan);
        Assert.Equal(packets, string.Join(' ', headers.Select(header => header.PayloadLength)));
        Assert.Equal(headers.Select((_, i) => (byte)(255 + i)), headers.Select(header => header.Sequence));
        Assert.Equal((byte)(255 + headers.Count), next);
        Assert.Equal(headers.Count, PacketWriter.CountPackets(length));
        Assert.True(carried.AsSpan().SequenceEqual(payload));
    }

    [Fact]
    public void Only_the_last_packet_is_not_continued()
    {
        var output = new ArrayBufferWriter<byte>();
        PacketWriter.Write(new byte[0xFF_FFFF], 3, output);
        (List<PacketHeader> headers, _) = Packets.Split(output.WrittenSpan);
        Assert.Equal([true, false], headers.Select(header => header.IsContinued));
    }

    [Fact]
    public void A_payload_in_pieces_is_written_alike()
    {
        byte[] payload = "a select of some length"u8.ToArray();
        var whole = new ArrayBufferWriter<byte>();
        PacketWriter.Write(payload, 7, whole);
        for (int at = 0; at <= payload.Length; at++)
        {
            var split = new ArrayBufferWriter<byte>();
            Assert.Equal(8, PacketWriter.Write(Pieces.Of(payload[..at], payload[at..]), 7, split));
            Assert.Equal(whole.WrittenSpan.ToArray(), split.WrittenSpan.ToArray());
        }
    }

    [Theory]
    [InlineData(0xFF_FFFE)]
    [InlineData(0xFF_FFFF)]
    [InlineData(0x100_0000)]
    public void A_long_payload_in_pieces_is_written_alike(int length)
    {
        byte[] payload = new byte[length];
        new Random(1).NextBytes(payload);
        var whole = new ArrayBufferWriter<byte>(length + 64);
        var split = new ArrayBufferWriter<byte>(length + 64);
        byte next = PacketWriter.Write(payload, 0, whole);
        Assert.Equal(next, PacketWriter.Write(Pieces.Of(payload[..12345], payload[12345..]), 0, split));
        Assert.True(whole.WrittenSpan.SequenceEqual(split.WrittenSpan));
    }

    [Theory]
    [InlineData(5, 4)]
    [InlineData(5, 12)]
    [InlineData(0xFF_FFFF, 8)]
    [InlineData(0xFF_FFFF, 12)]
    [InlineData((2 * 0xFF_FFFF) + 17, 12)]
    public void Framing_in_place_gives_the_same_packets(int length, int payloadAt)
    {
        byte[] payload = new byte[length];
        new Random(2).NextBytes(payload);
        var expected = new ArrayBufferWriter<byte>(length + 64);
        byte next = PacketWriter.Write(payload, 254, expected);

        byte[] buffer = new byte[payloadAt + length];
        payload.CopyTo(buffer, payloadAt);
        byte sequence = 254;
        int written = PacketWriter.FrameInPlace(buffer, payloadAt, length, ref sequence);
        Assert.Equal(next, sequence);
        Assert.True(expected.WrittenSpan.SequenceEqual(buffer.AsSpan(0, written)));
    }
}
