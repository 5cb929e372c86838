using System.Text;
using WireProxy.Protocols.MySql.Values;

namespace WireProxy.Protocols.MySql.Tests.Values;

public sealed class TextTypeTests
{
    private static readonly CharacterSetId Latin1 = new(8);

    [Theory]
    [InlineData(FieldType.VarString, FieldFlags.None, 45, ExtendedType.None, true)]
    [InlineData(FieldType.VarChar, FieldFlags.None, 45, ExtendedType.None, true)]
    [InlineData(FieldType.String, FieldFlags.Binary, 46, ExtendedType.None, true)]
    [InlineData(FieldType.Blob, FieldFlags.Blob, 33, ExtendedType.None, true)] // TEXT
    [InlineData(FieldType.LongBlob, FieldFlags.Blob, 8, ExtendedType.None, true)]
    [InlineData(FieldType.Blob, FieldFlags.Blob, 63, ExtendedType.None, false)]
    [InlineData(FieldType.VarString, FieldFlags.Binary, 63, ExtendedType.None, false)]
    [InlineData(FieldType.VarString, FieldFlags.None, 28, ExtendedType.None, false)] // gbk
    [InlineData(FieldType.String, FieldFlags.Enum, 45, ExtendedType.None, false)]
    [InlineData(FieldType.String, FieldFlags.Set, 45, ExtendedType.None, false)]
    [InlineData(FieldType.Blob, FieldFlags.Blob, 45, ExtendedType.Json, false)]
    [InlineData(FieldType.String, FieldFlags.Unsigned, 45, ExtendedType.Uuid, false)]
    [InlineData(FieldType.VarString, FieldFlags.None, 45, ExtendedType.Other, false)]
    [InlineData(FieldType.Json, FieldFlags.Blob, 63, ExtendedType.None, false)]
    [InlineData(FieldType.Enum, FieldFlags.None, 45, ExtendedType.None, false)]
    [InlineData(FieldType.Bit, FieldFlags.None, 45, ExtendedType.None, false)]
    [InlineData(FieldType.Geometry, FieldFlags.Blob, 45, ExtendedType.None, false)]
    [InlineData(FieldType.NewDecimal, FieldFlags.None, 45, ExtendedType.None, false)]
    [InlineData(FieldType.Long, FieldFlags.None, 45, ExtendedType.None, false)]
    [InlineData(FieldType.DateTime, FieldFlags.None, 45, ExtendedType.None, false)]
    public void Plain_texts_are_told_from_the_rest(FieldType type, FieldFlags flags, ushort set, ExtendedType extended, bool expected) =>
        Assert.Equal(expected, TextType.TryGet(new ColumnType(type, flags, new CharacterSetId(set), 80, 0, extended), out _));

    [Fact]
    public void The_length_of_the_definition_counts_the_widest_characters()
    {
        Assert.Equal(new TextType(CharacterEncoding.Utf8, 20, 80, BlankPadding.Significant), Get(FieldType.VarString, CharacterSetId.Utf8Mb4, 80));
        Assert.Equal(new TextType(CharacterEncoding.SingleByte, 5, 5, BlankPadding.Ignored), Get(FieldType.String, Latin1, 5));
        Assert.Equal(new TextType(CharacterEncoding.Utf8, int.MaxValue / 4, int.MaxValue, BlankPadding.Significant),
            Get(FieldType.Blob, CharacterSetId.Utf8Mb4, uint.MaxValue));
    }

    [Theory]
    [InlineData("größe", 20, "größe")]
    [InlineData("größe", 12, "grö")] // varchar(3)
    [InlineData("größe", 0, "")]
    [InlineData("abcdef", 8, "ab")]
    public void A_text_is_cut_to_what_the_type_holds(string text, uint length, string expected) => Assert.Equal(
        expected, Encoding.UTF8.GetString(Get(FieldType.VarString, CharacterSetId.Utf8Mb4, length).Cut(Encoding.UTF8.GetBytes(text))));

    [Fact]
    public void Blanks_at_the_end_count_but_for_char()
    {
        Assert.Equal("a "u8, Get(FieldType.VarString, Latin1, 5).Trim("a "u8));
        Assert.Equal("a"u8, Get(FieldType.String, Latin1, 5).Trim("a  "u8));
    }

    private static TextType Get(FieldType type, CharacterSetId set, uint length)
    {
        Assert.True(TextType.TryGet(new ColumnType(type, FieldFlags.None, set, length, 0, ExtendedType.None), out TextType text));
        return text;
    }
}
