using System.Buffers;
using WireProxy.Protocols.MySql.Rows;
using WireProxy.Protocols.MySql.Tests.Framing;
using WireProxy.Protocols.MySql.Values;

namespace WireProxy.Protocols.MySql.Tests.Rows;

public sealed class BinaryRowRewriterTests
{
    private static readonly FieldType[] Types =
        [FieldType.Long, FieldType.VarString, FieldType.Date, FieldType.Time, FieldType.VarString, FieldType.Tiny];

    // the fifth value is NULL
    private static readonly byte[] Row = Hex.Bytes("00 40 01000000 03616e6e 04e8070101 00 05");

    private static readonly ScriptedMask Stars = ScriptedMask.Stars;
    private static readonly ScriptedMask Nulls = ScriptedMask.Nulls;

    [Fact]
    public void Without_masks_the_row_is_the_same()
    {
        Assert.Equal(Row, Rewrite(null, null, null, null, null, null));
        var rewriter = new BinaryRowRewriter(GoldenRows.Types, new ValueRewriter?[GoldenRows.Types.Length]);
        Assert.Equal(GoldenRows.Binary, ResultRowRewriterTests.Rewrite(rewriter, GoldenRows.Binary));
    }

    [Fact]
    public void A_mask_replaces_its_column_and_null_stays_null() => Assert.Equal(
        Hex.Bytes("00 40 09080706 042a2a2a2a 00 0c010000000000000000000000 07"),
        Rewrite(new ScriptedMask([9, 8, 7, 6]), Stars, new ScriptedMask([]), new ScriptedMask([1, .. new byte[11]]), Stars,
            new ScriptedMask([7])));

    [Fact]
    public void A_mask_that_writes_null_sets_the_bit_and_takes_the_bytes_out()
    {
        Assert.Equal(Hex.Bytes("00 fc"), Rewrite(Nulls, Nulls, Nulls, Nulls, Nulls, Nulls));
        Assert.Equal(Hex.Bytes("00 48 01000000 04e8070101 00 05"), Rewrite(null, Nulls, null, null, null, null));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(17)]
    public void Each_column_has_its_own_bit(int columns)
    {
        FieldType[] types = [.. Enumerable.Repeat(FieldType.Short, columns)];
        byte[] row = [0, .. new byte[(columns + 9) / 8], .. Enumerable.Range(0, columns).SelectMany(i => new byte[] { (byte)i, 1 })];
        for (int masked = 0; masked < columns; masked++)
        {
            var masks = new ValueRewriter?[columns];
            masks[masked] = Nulls;
            byte[] rewritten = ResultRowRewriterTests.Rewrite(new BinaryRowRewriter(types, masks), row);
            int at = 0;
            foreach (RowValue value in BinaryRow.Read(rewritten, types))
            {
                Assert.Equal(at == masked, value.IsNull);
                Assert.Equal(at == masked ? [] : [(byte)at, 1], value.Bytes.ToArray());
                at++;
            }
        }
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(0, 5)]
    [InlineData(2, 5)]
    [InlineData(3, 4)]
    [InlineData(5, 0)]
    public void A_mask_that_breaks_the_type_breaks_nothing_else(int column, int length)
    {
        var masks = new ValueRewriter?[Types.Length];
        masks[column] = new ScriptedMask(new byte[length]);
        var output = new ArrayBufferWriter<byte>();
        Assert.Throws<InvalidOperationException>(() => new BinaryRowRewriter(Types, masks).Rewrite(Row, 0, output));
        Assert.Equal(0, output.WrittenCount);
    }

    [Fact]
    public void Every_truncation_is_refused_and_nothing_is_written()
    {
        var rewriter = new BinaryRowRewriter(Types, null, Stars, null, Nulls, null, null);
        for (int length = 0; length < Row.Length; length++)
        {
            var output = new ArrayBufferWriter<byte>();
            Assert.Throws<MySqlProtocolException>(() => rewriter.Rewrite(Row.AsSpan(0, length), 0, output));
            Assert.Equal(0, output.WrittenCount);
        }
        Assert.Throws<MySqlProtocolException>(() => ResultRowRewriterTests.Rewrite(rewriter, [.. Row, 0]));
    }

    [Fact]
    public void A_type_and_a_mask_belong_to_each_column() =>
        Assert.Throws<ArgumentException>(() => new BinaryRowRewriter(Types, null, null));

    [Fact]
    public void Neutral_values_keep_every_row_readable()
    {
        ValueRewriter?[] masks = [.. GoldenRows.Types.Select(type =>
            new ScriptedMask(NeutralValue.For(
                new ColumnType(type, FieldFlags.None, CharacterSetId.Utf8Mb4, 12, 3, ExtendedType.None), RowFormat.Binary)))];
        var rewriter = new BinaryRowRewriter(GoldenRows.Types, masks);
        int at = 0;
        foreach (RowValue value in BinaryRow.Read(ResultRowRewriterTests.Rewrite(rewriter, GoldenRows.Binary), GoldenRows.Types))
            Assert.Equal(((ScriptedMask)masks[at++]!).Replacement, value.Bytes.ToArray());
        Assert.Equal(GoldenRows.BinaryNulls, ResultRowRewriterTests.Rewrite(rewriter, GoldenRows.BinaryNulls));
    }

    [Fact]
    public void Rewriting_allocates_nothing() => ResultRowRewriterTests.AllocatesNothing(
        new BinaryRowRewriter(Types, new ScriptedMask([9, 8, 7, 6]), Stars, null, Nulls, null, null), Row);

    private static byte[] Rewrite(params ValueRewriter?[] masks) =>
        ResultRowRewriterTests.Rewrite(new BinaryRowRewriter(Types, masks), Row);
}
