using System.Text;
using WireProxy.Protocols.MySql.Tests.Framing;
using WireProxy.Protocols.MySql.Values;

namespace WireProxy.Protocols.MySql.Tests.Values;

public sealed class NeutralValueTests
{
    [Theory]
    [InlineData(FieldType.Tiny, 0, "0", "00")]
    [InlineData(FieldType.Short, 0, "0", "0000")]
    [InlineData(FieldType.Int24, 0, "0", "00000000")]
    [InlineData(FieldType.Long, 0, "0", "00000000")]
    [InlineData(FieldType.LongLong, 0, "0", "0000000000000000")]
    [InlineData(FieldType.Float, 31, "0", "00000000")]
    [InlineData(FieldType.Double, 31, "0", "0000000000000000")]
    [InlineData(FieldType.NewDecimal, 0, "0", "30")]
    [InlineData(FieldType.NewDecimal, 3, "0.000", "302e303030")]
    [InlineData(FieldType.NewDecimal, 39, "0", "30")]
    [InlineData(FieldType.Year, 0, "2000", "d007")]
    [InlineData(FieldType.Date, 0, "2000-01-01", "d0070101")]
    [InlineData(FieldType.DateTime, 0, "2000-01-01 00:00:00", "d0070101")]
    [InlineData(FieldType.DateTime, 6, "2000-01-01 00:00:00.000000", "d0070101")]
    [InlineData(FieldType.Timestamp, 3, "2000-01-01 00:00:00.000", "d0070101")]
    [InlineData(FieldType.Timestamp, 31, "2000-01-01 00:00:00", "d0070101")]
    [InlineData(FieldType.Time, 0, "00:00:00", "")]
    [InlineData(FieldType.Time, 2, "00:00:00.00", "")]
    [InlineData(FieldType.Json, 0, "null", "6e756c6c")]
    [InlineData(FieldType.VarString, 0, "", "")]
    [InlineData(FieldType.String, 0, "", "")]
    [InlineData(FieldType.Blob, 0, "", "")]
    [InlineData(FieldType.Enum, 0, "", "")]
    public void Types_have_a_neutral_value(FieldType type, byte decimals, string text, string binary)
    {
        ColumnType column = Column(type) with { Decimals = decimals };
        Assert.Equal(text, Encoding.ASCII.GetString(NeutralValue.For(column, RowFormat.Text)!));
        Assert.Equal(binary, Convert.ToHexStringLower(NeutralValue.For(column, RowFormat.Binary)!));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(8, 1)]
    [InlineData(9, 2)]
    [InlineData(64, 8)]
    [InlineData(0, 1)]
    [InlineData(uint.MaxValue, 8)]
    public void A_bit_value_has_the_bytes_of_its_bits(uint bits, int bytes) =>
        Assert.Equal(new byte[bytes], NeutralValue.For(Column(FieldType.Bit) with { Length = bits }, RowFormat.Text));

    [Theory]
    [InlineData(ExtendedType.Json, "null")]
    [InlineData(ExtendedType.Uuid, "00000000-0000-0000-0000-000000000000")]
    [InlineData(ExtendedType.Inet4, "0.0.0.0")]
    [InlineData(ExtendedType.Inet6, "::")]
    [InlineData(ExtendedType.Other, null)]
    public void Types_that_pose_as_texts_have_values_of_their_own(ExtendedType extended, string? text)
    {
        foreach (RowFormat format in Enum.GetValues<RowFormat>())
        {
            byte[]? value = NeutralValue.For(Column(FieldType.String) with { Extended = extended }, format);
            Assert.Equal(text, value is null ? null : Encoding.ASCII.GetString(value));
        }
    }

    [Theory]
    [InlineData(ExtendedType.None, "00000000 01 01000000 0000000000000000 0000000000000000")]
    [InlineData(ExtendedType.Point, "00000000 01 01000000 0000000000000000 0000000000000000")]
    [InlineData(ExtendedType.LineString, "00000000 01 02000000 00000000")]
    [InlineData(ExtendedType.Polygon, "00000000 01 03000000 00000000")]
    [InlineData(ExtendedType.MultiPoint, "00000000 01 04000000 00000000")]
    [InlineData(ExtendedType.MultiLineString, "00000000 01 05000000 00000000")]
    [InlineData(ExtendedType.MultiPolygon, "00000000 01 06000000 00000000")]
    [InlineData(ExtendedType.GeometryCollection, "00000000 01 07000000 00000000")]
    [InlineData(ExtendedType.Json, null)]
    [InlineData(ExtendedType.Other, null)]
    public void Geometries_are_at_the_origin_or_empty(ExtendedType extended, string? hex) => Assert.Equal(
        hex is null ? null : Hex.Bytes(hex),
        NeutralValue.For(Column(FieldType.Geometry) with { Extended = extended }, RowFormat.Binary));

    [Theory]
    [InlineData(FieldType.Null)]
    [InlineData(FieldType.NewDate)]
    [InlineData(FieldType.Timestamp2)]
    [InlineData((FieldType)100)]
    public void Other_types_have_none(FieldType type) => Assert.Null(NeutralValue.For(Column(type), RowFormat.Text));

    [Fact]
    public void Every_binary_value_has_a_length_that_its_type_can_have()
    {
        foreach (FieldType type in Enum.GetValues<FieldType>())
        {
            if (NeutralValue.For(Column(type), RowFormat.Binary) is { } value)
                Assert.True(BinaryValue.IsLength(type, value.Length), $"{type} of {value.Length} bytes");
            else
                Assert.Equal(BinaryLayout.None, BinaryValue.LayoutOf(type));
        }
    }

    [Fact]
    public void A_vector_is_of_whole_numbers() =>
        Assert.Equal(0, NeutralValue.For(Column(FieldType.Vector), RowFormat.Binary)!.Length % sizeof(float));

    private static ColumnType Column(FieldType type) =>
        new(type, FieldFlags.None, CharacterSetId.Utf8Mb4, 12, 0, ExtendedType.None);
}
