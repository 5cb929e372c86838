using System.Buffers;
using WireProxy.Protocols.Postgres.Framing;

namespace WireProxy.Protocols.Postgres.Tests.Framing;

public sealed class FrameHeaderTests
{
    private static readonly byte[] Golden = [(byte)'Q', 0, 0, 1, 4];

    [Fact]
    public void Code_and_body_length_are_read()
    {
        FrameHeader header = FrameHeader.Read(Golden);
        Assert.Equal(new FrameHeader((byte)'Q', 256), header);
        Assert.Equal(261, header.TotalLength);
    }

    [Fact]
    public void The_longest_frame_does_not_overflow()
    {
        FrameHeader header = FrameHeader.Read([1, 0x7F, 0xFF, 0xFF, 0xFF]);
        Assert.Equal(int.MaxValue - 4, header.BodyLength);
        Assert.Equal(int.MaxValue + 1L, header.TotalLength);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void Lengths_that_do_not_count_themselves_are_refused(int length) => Assert.Throws<PostgresProtocolException>(() =>
    {
        FrameHeader.Read([(byte)'Q', (byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length]);
    });

    [Fact]
    public void Split_at_every_position_it_reads_the_same()
    {
        for (int at = 0; at <= Golden.Length; at++)
        {
            ReadOnlySequence<byte> pieces = Pieces.Of(Golden[..at], Golden[at..]);
            Assert.True(FrameHeader.TryRead(pieces, out FrameHeader header));
            Assert.Equal(FrameHeader.Read(Golden), header);
        }
    }

    [Fact]
    public void Truncated_at_every_position_it_waits()
    {
        for (int at = 0; at < Golden.Length; at++)
        {
            Assert.False(FrameHeader.TryRead(new ReadOnlySequence<byte>(Golden[..at]), out _));
            Assert.False(FrameHeader.TryRead(Pieces.Of(Golden[..(at / 2)], Golden[(at / 2)..at]), out _));
        }
    }
}
