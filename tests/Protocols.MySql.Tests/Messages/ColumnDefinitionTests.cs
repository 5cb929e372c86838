using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Messages;
using WireProxy.Protocols.MySql.Tests.Framing;
using WireProxy.Protocols.MySql.Values;

namespace WireProxy.Protocols.MySql.Tests.Messages;

public sealed class ColumnDefinitionTests
{
    private const CapabilityFlags Extended = CapabilityFlags.MariaDbExtendedMetadata;

    private static readonly byte[] VarChar = Hex.Bytes("03646566 0164 0174 0174 0171 0171 0c 2d00 50000000 fd 0000 00 0000");
    private static readonly byte[] Json = Hex.Bytes("03646566 0164 0174 0174 0176 0176 06 01046a736f6e 0c 2d00 ffffffff fc 9000 00 0000");
    private static readonly byte[] Uuid = Hex.Bytes("03646566 0164 0174 0174 0178 0178 06 000475756964 0c 2d00 90000000 fe a000 00 0000");

    [Fact]
    public void Every_field_is_read()
    {
        byte[] golden = new Body().Value("def").Value("shop").Value("c").Value("customers").Value("größe").Value("size")
            .Raw(0x0C).Int16(63).Int32(12).Raw(0xF6).Int16(0x1021).Raw(3).Int16(0).ToArray();
        ColumnDefinition column = ColumnDefinition.Read(golden, CapabilityFlags.None);
        Assert.Equal("def"u8, column.Catalog);
        Assert.Equal("shop"u8, column.Schema);
        Assert.Equal("c"u8, column.Table);
        Assert.Equal("customers"u8, column.OrgTable);
        Assert.Equal("größe"u8, column.Name);
        Assert.Equal("size"u8, column.OrgName);
        Assert.Equal(new ColumnType(FieldType.NewDecimal, FieldFlags.NotNull | FieldFlags.Unsigned | FieldFlags.NoDefaultValue,
            CharacterSetId.Binary, 12, 3, ExtendedType.None), column.ColumnType);
        Assert.Equal(golden, column.Write(new PayloadWriter(), CapabilityFlags.None).ToArray());
        Strictness.RefusesAnythingElse(golden, payload => ColumnDefinition.Read(payload, CapabilityFlags.None));
    }

    [Fact]
    public void Expressions_have_no_origin()
    {
        ColumnDefinition column = ColumnDefinition.Read(
            Hex.Bytes("03646566 00 00 00 01 73 00 0c 0800 01000000 fd 0100 27 0000"), CapabilityFlags.None);
        Assert.True(column.Schema.IsEmpty && column.Table.IsEmpty && column.OrgTable.IsEmpty && column.OrgName.IsEmpty);
        Assert.Equal("s"u8, column.Name);
        Assert.Equal((FieldType.VarString, 0x27), (column.Type, column.Decimals));
    }

    [Fact]
    public void Extended_metadata_are_read_where_they_were_negotiated()
    {
        ColumnDefinition json = ColumnDefinition.Read(Json, Extended);
        Assert.Equal("json"u8, json.ExtendedMetadata.Format);
        Assert.Equal(ExtendedType.Json, json.ColumnType.Extended);
        ColumnDefinition uuid = ColumnDefinition.Read(Uuid, Extended);
        Assert.Equal("uuid"u8, uuid.ExtendedMetadata.TypeName);
        Assert.Equal(ExtendedType.Uuid, uuid.ColumnType.Extended);
        foreach (byte[] golden in new[] { Json, Uuid })
        {
            Assert.Equal(golden, ColumnDefinition.Read(golden, Extended).Write(new PayloadWriter(), Extended).ToArray());
            Strictness.RefusesAnythingElse(golden, payload => ColumnDefinition.Read(payload, Extended));
            Assert.Throws<MySqlProtocolException>(() => { ColumnDefinition.Read(golden, CapabilityFlags.None); });
        }
        Assert.Throws<MySqlProtocolException>(() => { ColumnDefinition.Read(VarChar, Extended); });
    }

    [Theory]
    [InlineData("03646566 0164 0174 0174 0176 0176 0c 3f00 ffffffff f5 9000 00 0000", FieldType.Json)]
    [InlineData("03646566 0164 0174 0174 0179 0179 0c 3f00 0c000000 f2 9000 1f 0000", FieldType.Vector)]
    public void Types_of_MySQL_have_codes_of_their_own(string hex, FieldType type)
    {
        ColumnType column = ColumnDefinition.Read(Hex.Bytes(hex), CapabilityFlags.None).ColumnType;
        Assert.Equal((type, CharacterSetId.Binary, ExtendedType.None), (column.Type, column.CharacterSet, column.Extended));
    }

    [Theory]
    [InlineData("0c 2d00 90000000 fe a000 00 0000", ExtendedType.Uuid)] // uuid, without metadata
    [InlineData("0c 2d00 9c000000 fe a000 00 0000", ExtendedType.Inet6)]
    [InlineData("0c 2d00 3c000000 fe a110 00 0000", ExtendedType.Inet4)]
    [InlineData("0c 0800 24000000 fe a000 00 0000", ExtendedType.Uuid)] // the same for a client with latin1
    [InlineData("0c 2d00 40000000 fe a000 00 0000", ExtendedType.Other)]
    [InlineData("0c 2d00 90000000 fe 8000 00 0000", ExtendedType.None)] // char(36) collate utf8mb4_bin
    [InlineData("0c 3f00 05000000 03 6000 00 0000", ExtendedType.None)] // int(5) zerofill
    public void Types_that_pose_as_texts_are_told_by_their_looks(string hex, ExtendedType expected) => Assert.Equal(
        expected,
        ColumnDefinition.Read(Hex.Bytes("03646566 00 00 00 00 00" + hex), CapabilityFlags.None).ColumnType.Extended);

    [Fact]
    public void A_copy_can_have_another_type()
    {
        ColumnDefinition copy = ColumnDefinition.Read(
            (ColumnDefinition.Read(Json, Extended) with
            {
                Type = FieldType.VarString,
                Flags = FieldFlags.None,
                CharacterSet = CharacterSetId.Utf8Mb4,
                ExtendedMetadata = default,
            }).Write(new PayloadWriter(), Extended),
            Extended);
        Assert.Equal((FieldType.VarString, FieldFlags.None, CharacterSetId.Utf8Mb4), (copy.Type, copy.Flags, copy.CharacterSet));
        Assert.True(copy.ExtendedMetadata.Bytes.IsEmpty);
        Assert.Equal("v"u8, copy.OrgName);
    }

    [Fact]
    public void A_list_of_fields_has_defaults()
    {
        byte[] withNull = Hex.Bytes("03646566 0164 0174 0174 0161 0161 0c 3f00 04000000 01 0000 00 0000 fb");
        Assert.Equal("a"u8, ColumnDefinition.ReadWithDefault(withNull, CapabilityFlags.None).OrgName);
        Assert.Equal("a"u8, ColumnDefinition.ReadWithDefault([.. withNull.AsSpan(0, withNull.Length - 1), 1, 55], CapabilityFlags.None).OrgName);
        Assert.Throws<MySqlProtocolException>(() => { ColumnDefinition.Read(withNull, CapabilityFlags.None); });
        Assert.Throws<MySqlProtocolException>(() => { ColumnDefinition.ReadWithDefault([.. withNull, 0], CapabilityFlags.None); });
    }

    [Fact]
    public void Another_length_of_the_fixed_part_is_refused()
    {
        byte[] other = [.. VarChar];
        other[^13] = 0x0D;
        Assert.Throws<MySqlProtocolException>(() => { ColumnDefinition.Read(other, CapabilityFlags.None); });
    }
}
