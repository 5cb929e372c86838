using FsCheck;
using FsCheck.Fluent;
using WireProxy.Protocols.MySql.Framing;

namespace WireProxy.Protocols.MySql.Tests.Framing;

public sealed class PayloadWriterTests
{
    [Fact]
    public void Fields_have_the_bytes_of_the_manual()
    {
        ReadOnlySpan<byte> payload = new PayloadWriter().Begin().Byte(1).UInt16(0x0203).UInt24(0x04_0506).UInt32(0x0708_090A)
            .UInt64(0x0B0C_0D0E_0F10_1112).Bytes([0x13]).Zeros(2).LengthEncodedInteger(251).LengthEncodedString("ab"u8)
            .NulString("c"u8).Text("ö").End();
        Assert.Equal(
            Hex.Bytes("01 0302 060504 0a090807 1211100f0e0d0c0b 13 0000 fcfb00 026162 6300 c3b6"), payload.ToArray());
    }

    [Fact]
    public void A_payload_starts_afresh()
    {
        var writer = new PayloadWriter();
        writer.Begin().Bytes("old"u8).End();
        Assert.Equal("new"u8, writer.Begin().Bytes("new"u8).End());
    }

    [Fact]
    public void Zeros_hide_what_was_there_before()
    {
        var writer = new PayloadWriter();
        writer.Begin().UInt64(ulong.MaxValue).End();
        Assert.Equal(new byte[8], writer.Begin().Zeros(8).End().ToArray());
    }

    [Fact]
    public void A_nul_can_not_forge_a_field() =>
        Assert.Throws<ArgumentException>(() => new PayloadWriter().Begin().NulString("a\0b"u8));

    [Theory]
    [InlineData(0, "00")]
    [InlineData(250, "fa")]
    [InlineData(251, "fcfb00")]
    [InlineData(65535, "fcffff")]
    [InlineData(65536, "fd000001")]
    [InlineData(0xFF_FFFF, "fdffffff")]
    [InlineData(0x100_0000, "fe0000000100000000")]
    [InlineData(ulong.MaxValue, "feffffffffffffffff")]
    public void Length_encoded_integers_take_the_shortest_form(ulong value, string hex)
    {
        byte[] written = new PayloadWriter().Begin().LengthEncodedInteger(value).End().ToArray();
        Assert.Equal(Hex.Bytes(hex), written);
        Assert.Equal(written.Length, LengthEncoding.Size(value));
    }

    [Fact]
    public void Any_integer_is_read_back() => Prop.ForAll(
        Arb.From(from shift in Gen.Choose(0, 63) from value in ArbMap.Default.GeneratorFor<ulong>() select value >> shift),
        value =>
        {
            byte[] bytes = new byte[LengthEncoding.MaxSize + 1];
            int size = LengthEncoding.Write(value, bytes);
            var reader = new PayloadReader(bytes.AsSpan(0, size));
            return reader.ReadLengthEncodedInteger() == value && reader.Remaining == 0 && size == LengthEncoding.Size(value);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Any_bytes_are_read_back() => Prop.ForAll<byte[]>(bytes =>
    {
        var reader = new PayloadReader(new PayloadWriter().Begin().LengthEncodedString(bytes).Bytes(bytes).End());
        return reader.ReadLengthEncodedString().SequenceEqual(bytes) && reader.ReadRest().SequenceEqual(bytes);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
}
