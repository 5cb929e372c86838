using System.Text;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Tests.Messages;

namespace WireProxy.Protocols.Postgres.Tests.Framing;

public sealed class PayloadReaderTests
{
    private static readonly byte[] Golden = new Body()
        .Raw(0xFE).Int16(-2).Int16(40000).Int32(-3).Int32(0xFFFF_FFFE).CString("größe").Value("ab").Value((string?)null).Raw(9, 8, 7)
        .ToArray();

    [Fact]
    public void Every_kind_of_field_is_read_in_network_order()
    {
        var reader = new PayloadReader(Golden);
        Assert.Equal(0xFE, reader.ReadByte());
        Assert.Equal(-2, reader.ReadInt16());
        Assert.Equal(40000, reader.ReadCount());
        Assert.Equal(-3, reader.ReadInt32());
        Assert.Equal(0xFFFF_FFFE, reader.ReadUInt32());
        Assert.Equal("größe", reader.ReadString());
        Assert.Equal("ab", Encoding.UTF8.GetString(reader.ReadValue(out bool isNull)));
        Assert.False(isNull);
        Assert.True(reader.ReadValue(out isNull).IsEmpty);
        Assert.True(isNull);
        Assert.Equal(3, reader.Remaining);
        Assert.Equal([9, 8, 7], reader.ReadBytes(3).ToArray());
        reader.End();
    }

    [Fact]
    public void Truncated_at_every_position_it_is_refused()
    {
        for (int length = 0; length < Golden.Length; length++)
            Assert.Throws<PostgresProtocolException>(() => ReadAll(Golden[..length]));
    }

    [Fact]
    public void Bytes_that_nobody_read_are_refused() => Assert.Throws<PostgresProtocolException>(() => ReadAll([.. Golden, 0]));

    [Fact]
    public void A_string_without_its_NUL_is_refused() => Assert.Throws<PostgresProtocolException>(() =>
    {
        new PayloadReader("select 1"u8).ReadCString();
    });

    [Theory]
    [InlineData(-2)]
    [InlineData(int.MinValue)]
    [InlineData(4)]
    [InlineData(int.MaxValue)]
    public void Hostile_value_lengths_are_refused(int length) => Assert.Throws<PostgresProtocolException>(() =>
    {
        new PayloadReader(new Body().Int32(length).Raw(1, 2, 3).ToArray()).ReadValue(out _);
    });

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void Hostile_counts_are_refused(int count) => Assert.Throws<PostgresProtocolException>(() =>
    {
        new PayloadReader([1, 2, 3]).ReadBytes(count);
    });

    private static void ReadAll(byte[] body)
    {
        var reader = new PayloadReader(body);
        reader.ReadByte();
        reader.ReadInt16();
        reader.ReadCount();
        reader.ReadInt32();
        reader.ReadUInt32();
        reader.ReadCString();
        reader.ReadValue(out _);
        reader.ReadValue(out _);
        reader.ReadBytes(3);
        reader.End();
    }
}
