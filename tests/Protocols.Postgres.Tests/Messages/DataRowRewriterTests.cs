using System.Buffers;
using System.Buffers.Binary;
using FsCheck;
using FsCheck.Fluent;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Protocols.Postgres.Values;

namespace WireProxy.Protocols.Postgres.Tests.Messages;

public sealed class DataRowRewriterTests
{
    private static readonly byte[] Row =
        new Body().Int16(5).Value("1").Value("123-45-6789").Value((string?)null).Value("").Value("ann").ToArray();

    private static readonly ScriptedMask Stars = new("****"u8.ToArray());
    private static readonly ScriptedMask Nulls = new(null);

    [Fact]
    public void Without_masks_the_row_is_the_same() =>
        Assert.Equal(Frame(Row), Rewrite(Row, null, null, null, null, null));

    [Fact]
    public void A_mask_replaces_its_column_and_null_stays_null()
    {
        byte[] expected =
            new Body().Int16(5).Value("1").Value("****").Value((string?)null).Value("****").Value("ann").ToArray();
        Assert.Equal(Frame(expected), Rewrite(Row, null, Stars, Stars, Stars, null));
    }

    [Fact]
    public void A_mask_may_write_null()
    {
        byte[] expected = new Body().Int16(5).Int32(-1).Value("123-45-6789").Int32(-1).Int32(-1).Int32(-1).ToArray();
        Assert.Equal(Frame(expected), Rewrite(Row, Nulls, null, Nulls, Nulls, Nulls));
    }

    [Fact]
    public void Every_truncation_is_refused_and_nothing_is_written()
    {
        var rewriter = new DataRowRewriter(null, Stars, null, null, null);
        for (int length = 0; length < Row.Length; length++)
        {
            var output = new ArrayBufferWriter<byte>();
            Assert.Throws<PostgresProtocolException>(() => rewriter.Rewrite(Row.AsSpan(0, length), output));
            Assert.Equal(0, output.WrittenCount);
        }
    }

    [Fact]
    public void Trailing_bytes_are_refused() =>
        Assert.Throws<PostgresProtocolException>(() => Rewrite([.. Row, 0], null, null, null, null, null));

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(0)]
    public void A_row_of_another_width_than_announced_is_refused(int width) =>
        Assert.Throws<PostgresProtocolException>(() => Rewrite(Row, new ValueRewriter?[width]));

    [Theory]
    [InlineData(DataRowRewriter.MaxLengthWord)]
    [InlineData(long.MaxValue / 2)]
    public void A_row_that_could_exceed_the_limit_is_refused_before_memory_is_asked_for(long bound)
    {
        var output = new ArrayBufferWriter<byte>(1);
        var rewriter = new DataRowRewriter(new BoundMask(bound));
        Assert.Throws<PostgresProtocolException>(() => rewriter.Rewrite(new Body().Int16(1).Value("x").ToArray(), output));
        Assert.Equal(1, output.Capacity);
    }

    [Fact]
    public void Rows_follow_each_other_in_one_output()
    {
        var output = new ArrayBufferWriter<byte>();
        var rewriter = new DataRowRewriter(null, Stars, null, null, null);
        rewriter.Rewrite(Row, output);
        rewriter.Rewrite(Row, output);
        byte[] one = Rewrite(Row, null, Stars, null, null, null);
        Assert.Equal([.. one, .. one], output.WrittenSpan.ToArray());
    }

    [Fact]
    public void Rewriting_allocates_nothing()
    {
        var output = new ArrayBufferWriter<byte>(4096);
        var rewriter = new DataRowRewriter(null, Stars, null, Nulls, null);
        rewriter.Rewrite(Row, output);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            output.ResetWrittenCount();
            rewriter.Rewrite(Row, output);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Any_row_under_any_plan_keeps_what_is_not_masked()
    {
        Gen<byte[]?> value = Gen.OneOf(Gen.Constant((byte[]?)null), ArbMap.Default.GeneratorFor<byte[]?>());
        Gen<ScriptedMask?> mask = Gen.OneOf(
            Gen.Constant((ScriptedMask?)null), Gen.Constant<ScriptedMask?>(Stars), Gen.Constant<ScriptedMask?>(Nulls));
        Gen<(byte[]? Value, ScriptedMask? Mask)> column =
            from v in value
            from m in mask
            select (v, m);
        Prop.ForAll(Arb.From(Gen.ArrayOf(column)), columns =>
        {
            Body row = new Body().Int16(columns.Length), expected = new Body().Int16(columns.Length);
            foreach ((byte[]? bytes, ScriptedMask? m) in columns)
            {
                Append(row, bytes);
                Append(expected, bytes is null || m is null ? bytes : m == Stars ? "****"u8.ToArray() : null);
            }
            byte[] rewritten = Rewrite(row.ToArray(), [.. columns.Select(c => c.Mask)]);
            return rewritten.AsSpan().SequenceEqual(Frame(expected.ToArray()));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    private static void Append(Body body, byte[]? value)
    {
        if (value is null)
            body.Int32(-1);
        else
            body.Value(value);
    }

    private static byte[] Rewrite(byte[] row, params ValueRewriter?[] masks)
    {
        var output = new ArrayBufferWriter<byte>();
        new DataRowRewriter(masks).Rewrite(row, output);
        return output.WrittenSpan.ToArray();
    }

    private static byte[] Frame(byte[] body)
    {
        byte[] frame = [(byte)'D', 0, 0, 0, 0, .. body];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), body.Length + 4);
        Assert.Equal(new FrameHeader((byte)'D', body.Length), FrameHeader.Read(frame));
        return frame;
    }

    private sealed class BoundMask(long bound) : ValueRewriter
    {
        public override long MaxLength(int valueLength) => bound;

        public override int Write(ReadOnlySpan<byte> value, Span<byte> destination) => 0;
    }
}
