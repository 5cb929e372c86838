using System.Buffers;
using WireProxy.Protocols.MySql.Rows;
using WireProxy.Protocols.MySql.Tests.Framing;
using WireProxy.Protocols.MySql.Values;

namespace WireProxy.Protocols.MySql.Tests.Rows;

public sealed class TextRowRewriterTests
{
    private static readonly byte[] Row =
        new Body().Value("1").Value("123-45-6789").Value((string?)null).Value("").Value("ann").ToArray();

    private static readonly ScriptedMask Stars = ScriptedMask.Stars;
    private static readonly ScriptedMask Nulls = ScriptedMask.Nulls;

    [Fact]
    public void Without_masks_the_row_is_the_same()
    {
        Assert.Equal(Row, Rewrite(Row, null, null, null, null, null));
        Assert.Equal(GoldenRows.Text, Rewrite(GoldenRows.Text, new ValueRewriter?[GoldenRows.Types.Length]));
    }

    [Fact]
    public void A_mask_replaces_its_column_and_null_stays_null() => Assert.Equal(
        new Body().Value("1").Value("****").Value((string?)null).Value("****").Value("ann").ToArray(),
        Rewrite(Row, null, Stars, Stars, Stars, null));

    [Fact]
    public void A_mask_may_write_null() => Assert.Equal(
        new Body().Raw(0xFB).Value("123-45-6789").Raw(0xFB, 0xFB, 0xFB).ToArray(),
        Rewrite(Row, Nulls, null, Nulls, Nulls, Nulls));

    [Theory]
    [InlineData(0)]
    [InlineData(250)]
    [InlineData(251)]
    [InlineData(65535)]
    [InlineData(65536)]
    public void The_length_is_written_anew(int length)
    {
        byte[] text = [.. Enumerable.Repeat((byte)'x', length)];
        byte[] row = new Body().Value("a").Value(new byte[300]).Value("b").ToArray();
        Assert.Equal(new Body().Value("a").Value(text).Value("b").ToArray(), Rewrite(row, null, new ScriptedMask(text), null));
    }

    [Fact]
    public void A_length_that_is_longer_than_needed_passes_as_it_is()
    {
        byte[] row = Hex.Bytes("fc0100 61 fe0100000000000000 62");
        Assert.Equal(row, Rewrite(row, null, null));
        Assert.Equal(Hex.Bytes("fc0100 61 042a2a2a2a"), Rewrite(row, null, Stars));
    }

    [Fact]
    public void Every_truncation_is_refused_and_nothing_is_written()
    {
        var rewriter = new TextRowRewriter(null, Stars, null, null, null);
        for (int length = 0; length < Row.Length; length++)
        {
            var output = new ArrayBufferWriter<byte>();
            Assert.Throws<MySqlProtocolException>(() => rewriter.Rewrite(Row.AsSpan(0, length), 0, output));
            Assert.Equal(0, output.WrittenCount);
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(0)]
    public void A_row_of_another_width_than_announced_is_refused(int width) =>
        Assert.Throws<MySqlProtocolException>(() => Rewrite(Row, new ValueRewriter?[width]));

    [Fact]
    public void Rewriting_allocates_nothing() => ResultRowRewriterTests.AllocatesNothing(
        new TextRowRewriter(null, Stars, null, Nulls, null), Row);

    private static byte[] Rewrite(byte[] row, params ValueRewriter?[] masks) =>
        ResultRowRewriterTests.Rewrite(new TextRowRewriter(masks), row);
}
