using WireProxy.Protocols.MySql.Framing;

namespace WireProxy.Protocols.MySql.Tests.Framing;

public sealed class PayloadReaderTests
{
    [Fact]
    public void Integers_are_little_endian()
    {
        var reader = new PayloadReader(Hex.Bytes("01 0201 030201 04030201 0807060504030201"));
        Assert.Equal(0x01, reader.ReadByte());
        Assert.Equal(0x0102, reader.ReadUInt16());
        Assert.Equal(0x01_0203, reader.ReadUInt24());
        Assert.Equal(0x0102_0304u, reader.ReadUInt32());
        Assert.Equal(0x0102_0304_0506_0708u, reader.ReadUInt64());
        Assert.Equal(18, reader.Position);
        reader.End();
    }

    [Fact]
    public void Integers_are_unsigned()
    {
        var reader = new PayloadReader(Hex.Bytes("ff ffff ffffff ffffffff ffffffffffffffff"));
        Assert.Equal(255, reader.ReadByte());
        Assert.Equal(ushort.MaxValue, reader.ReadUInt16());
        Assert.Equal(0xFF_FFFF, reader.ReadUInt24());
        Assert.Equal(uint.MaxValue, reader.ReadUInt32());
        Assert.Equal(ulong.MaxValue, reader.ReadUInt64());
    }

    [Theory]
    [InlineData("00", 0)]
    [InlineData("fa", 250)]
    [InlineData("fcfb00", 251)]
    [InlineData("fcffff", 65535)]
    [InlineData("fd000001", 65536)]
    [InlineData("fdffffff", 0xFF_FFFF)]
    [InlineData("fe0000000100000000", 0x100_0000)]
    [InlineData("feffffffffffffffff", ulong.MaxValue)]
    [InlineData("fc0100", 1)] // longer than needed, which servers read, too
    public void Length_encoded_integers_have_four_forms(string hex, ulong expected)
    {
        byte[] bytes = Hex.Bytes(hex);
        Strictness.RefusesAnythingElse(bytes, payload =>
        {
            var reader = new PayloadReader(payload);
            Assert.Equal(expected, reader.ReadLengthEncodedInteger());
            reader.End();
        });
    }

    [Theory]
    [InlineData("fb")]
    [InlineData("ff")]
    [InlineData("ff00000000000000ff")]
    public void Null_and_the_error_marker_are_no_integers(string hex)
    {
        Assert.Throws<MySqlProtocolException>(() => new PayloadReader(Hex.Bytes(hex)).ReadLengthEncodedInteger());
        Assert.Throws<MySqlProtocolException>(() => { new PayloadReader(Hex.Bytes(hex)).ReadLengthEncodedString(); });
    }

    [Theory]
    [InlineData("02 61")]
    [InlineData("fc0200 61")]
    [InlineData("fcffff 61")]
    [InlineData("fdffffff 61")]
    [InlineData("fe0200000000000000 61")]
    [InlineData("fe0100000001000000 61")] // 1 when cut to 32 bits
    [InlineData("fe00000080ffffffff 61")]
    [InlineData("feffffffffffffffff 61")]
    [InlineData("feffffffffffffff7f 61")]
    public void Lengths_beyond_the_payload_are_refused(string hex)
    {
        Assert.Throws<MySqlProtocolException>(() => { new PayloadReader(Hex.Bytes(hex)).ReadLengthEncodedString(); });
        Assert.Throws<MySqlProtocolException>(() => { new PayloadReader(Hex.Bytes(hex)).ReadNullableString(out _); });
    }

    [Fact]
    public void Null_is_told_from_the_empty_string()
    {
        var reader = new PayloadReader(Hex.Bytes("fb 00 0161"));
        Assert.True(reader.ReadNullableString(out bool isNull).IsEmpty);
        Assert.True(isNull);
        Assert.True(reader.ReadNullableString(out isNull).IsEmpty);
        Assert.False(isNull);
        Assert.Equal("a"u8, reader.ReadNullableString(out isNull));
        Assert.False(isNull);
        reader.End();
    }

    [Fact]
    public void A_nul_string_ends_at_its_nul()
    {
        var reader = new PayloadReader("ab\0\0cd"u8);
        Assert.Equal("ab"u8, reader.ReadNulString());
        Assert.True(reader.ReadNulString().IsEmpty);
        try
        {
            reader.ReadNulString();
            Assert.Fail("the last one has no NUL");
        }
        catch (MySqlProtocolException)
        {
            Assert.Equal("cd"u8, reader.ReadRest());
        }
        reader.End();
    }

    [Theory]
    [InlineData(4)]
    [InlineData(int.MaxValue)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void Counts_beyond_the_payload_are_refused(int count) =>
        Assert.Throws<MySqlProtocolException>(() => { new PayloadReader([1, 2, 3]).ReadBytes(count); });

    [Fact]
    public void Every_read_of_an_empty_payload_is_refused()
    {
        Assert.Throws<MySqlProtocolException>(() => new PayloadReader([]).ReadByte());
        Assert.Throws<MySqlProtocolException>(() => new PayloadReader([1]).ReadUInt16());
        Assert.Throws<MySqlProtocolException>(() => new PayloadReader([1, 2]).ReadUInt24());
        Assert.Throws<MySqlProtocolException>(() => new PayloadReader([1, 2, 3]).ReadUInt32());
        Assert.Throws<MySqlProtocolException>(() => new PayloadReader([1, 2, 3, 4, 5, 6, 7]).ReadUInt64());
        Assert.Throws<MySqlProtocolException>(() => new PayloadReader([]).ReadLengthEncodedInteger());
        Assert.Throws<MySqlProtocolException>(() => { new PayloadReader([]).ReadNullableString(out _); });
        Assert.Throws<MySqlProtocolException>(() => { new PayloadReader([]).ReadNulString(); });
        Assert.Throws<MySqlProtocolException>(() => new PayloadReader([]).Expect(0));
    }

    [Fact]
    public void An_unexpected_byte_and_bytes_left_over_are_refused()
    {
        Assert.Throws<MySqlProtocolException>(() => new PayloadReader([1]).Expect(0));
        Assert.Throws<MySqlProtocolException>(() => new PayloadReader([1]).End());
        new PayloadReader([]).End();
    }
}
