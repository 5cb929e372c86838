using System.Buffers;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Rows;
using WireProxy.Protocols.MySql.Tests.Framing;
using WireProxy.Protocols.MySql.Values;

namespace WireProxy.Protocols.MySql.Tests.Rows;

public sealed class ResultRowRewriterTests
{
    private const int LongText = 16_777_211; // with its length of four bytes it fills a packet

    [Theory]
    [InlineData(-1, "16777214")]
    [InlineData(0, "16777215 0")]
    [InlineData(1, "16777215 1")]
    public void Unmasked_long_rows_are_split_as_the_server_does(int more, string packets)
    {
        byte[] row = new Body().Value(new byte[LongText + more]).ToArray();
        Assert.Equal(packets, Lengths(new TextRowRewriter((ValueRewriter?)null), row));
    }

    [Theory]
    [InlineData(-2, "16777214")] // and one byte for NULL
    [InlineData(-1, "16777215 0")]
    [InlineData(0, "16777215 1")]
    public void A_mask_can_move_a_row_across_the_boundary(int more, string packets)
    {
        byte[] grown = new byte[LongText + more];
        new Random(3).NextBytes(grown);
        byte[] row = new Body().Value("x").Value((string?)null).ToArray();
        Assert.Equal(packets, Lengths(new TextRowRewriter(new ScriptedMask(grown), null), row));
    }

    [Fact]
    public void A_mask_can_shrink_a_long_row_to_one_packet()
    {
        byte[] row = new Body().Value("a").Value(new byte[LongText]).Value("b").ToArray();
        var output = new ArrayBufferWriter<byte>();
        Assert.Equal(8, new TextRowRewriter(null, ScriptedMask.Stars, null).Rewrite(row, 7, output));
        Assert.Equal(Hex.Bytes("09000007 0161 042a2a2a2a 0162"), output.WrittenSpan.ToArray());
    }

    [Theory]
    [InlineData(ResultRowRewriter.MaxPayloadLength)]
    [InlineData(long.MaxValue)]
    public void A_row_that_could_exceed_the_limit_is_refused_before_memory_is_asked_for(long bound)
    {
        var output = new ArrayBufferWriter<byte>(1);
        byte[] text = new Body().Value("x").Value("y").ToArray();
        Assert.Throws<MySqlProtocolException>(
            () => new TextRowRewriter(new BoundMask(bound), new BoundMask(bound)).Rewrite(text, 0, output));
        byte[] binary = new Body().Raw(0, 0).Value("x").ToArray();
        Assert.Throws<MySqlProtocolException>(
            () => new BinaryRowRewriter([FieldType.Blob], new BoundMask(bound)).Rewrite(binary, 0, output));
        Assert.Equal(1, output.Capacity);
    }

    [Fact]
    public void Rows_follow_each_other_in_one_output_and_sequence_ids_wrap()
    {
        var output = new ArrayBufferWriter<byte>();
        var rewriter = new TextRowRewriter(ScriptedMask.Stars);
        byte[] row = new Body().Value("x").ToArray();
        byte next = rewriter.Rewrite(row, 254, output);
        next = rewriter.Rewrite(row, next, output);
        Assert.Equal(1, rewriter.Rewrite(row, next, output));
        Assert.Equal(
            Hex.Bytes("050000fe 042a2a2a2a 050000ff 042a2a2a2a 05000000 042a2a2a2a"), output.WrittenSpan.ToArray());
    }

    [Fact]
    public void Walking_rows_allocates_nothing()
    {
        int seen = Walk();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
            seen += Walk();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1001 * 2 * GoldenRows.Types.Length, seen);
    }

    internal static byte[] Rewrite(ResultRowRewriter rewriter, byte[] row)
    {
        var output = new ArrayBufferWriter<byte>();
        byte next = rewriter.Rewrite(row, 41, output);
        (List<PacketHeader> headers, byte[] payload) = Packets.Split(output.WrittenSpan);
        Assert.Equal(new PacketHeader(payload.Length, 41), Assert.Single(headers));
        Assert.Equal(42, next);
        return payload;
    }

    internal static void AllocatesNothing(ResultRowRewriter rewriter, byte[] row)
    {
        var output = new ArrayBufferWriter<byte>(8192);
        rewriter.Rewrite(row, 0, output);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            output.ResetWrittenCount();
            rewriter.Rewrite(row, 0, output);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static int Walk()
    {
        int seen = 0;
        foreach (RowValue value in TextRow.Read(GoldenRows.Text, GoldenRows.Types.Length))
            seen += value.IsNull ? 0 : 1;
        foreach (RowValue value in BinaryRow.Read(GoldenRows.Binary, GoldenRows.Types))
            seen += value.IsNull ? 0 : 1;
        return seen;
    }

    /// <summary>The lengths of the packets, whose payload is checked against a rewrite done by hand.</summary>
    private static string Lengths(ResultRowRewriter rewriter, byte[] row)
    {
        var output = new ArrayBufferWriter<byte>();
        byte next = rewriter.Rewrite(row, 255, output);
        (List<PacketHeader> headers, byte[] payload) = Packets.Split(output.WrittenSpan);
        Assert.Equal(headers.Select((_, i) => (byte)(255 + i)), headers.Select(header => header.Sequence));
        Assert.Equal((byte)(255 + headers.Count), next);
        TextRow.Read(payload, row[^1] == PayloadReader.NullMarker ? 2 : 1);
        return string.Join(' ', headers.Select(header => header.PayloadLength));
    }
}
