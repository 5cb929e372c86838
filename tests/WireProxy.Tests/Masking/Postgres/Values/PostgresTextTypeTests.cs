using System.Text;
using WireProxy.Masking.Postgres.Values;
using WireProxy.Masking.Values;
using WireProxy.Protocols.Postgres.Values;

namespace WireProxy.Tests.Masking.Postgres.Values;

public sealed class PostgresTextTypeTests
{
    [Theory]
    [InlineData(TypeOid.Text, -1, "größer", "größer")]
    [InlineData(TypeOid.VarChar, -1, "größer", "größer")]
    [InlineData(TypeOid.VarChar, 4 + 3, "größer", "grö")]
    [InlineData(TypeOid.VarChar, 4 + 4, "größer", "größ")]
    [InlineData(TypeOid.VarChar, 4 + 6, "größer", "größer")]
    [InlineData(TypeOid.BpChar, 4 + 1, "😀😀", "😀")]
    [InlineData(TypeOid.Char, -1, "é", "")]
    [InlineData(TypeOid.Char, -1, "ab", "a")]
    public void A_text_is_cut_to_its_type(uint oid, int modifier, string value, string expected)
    {
        Assert.True(PostgresTextType.TryGet(oid, modifier, out TextType type));
        Assert.Equal(expected, Encoding.UTF8.GetString(type.Cut(Encoding.UTF8.GetBytes(value))));
    }

    [Fact]
    public void A_name_has_63_bytes_and_ends_between_characters()
    {
        Assert.True(PostgresTextType.TryGet(TypeOid.Name, -1, out TextType type));
        Assert.Equal(62, type.Cut(Encoding.UTF8.GetBytes(new string('é', 40))).Length);
        Assert.Equal(63, type.Cut(Encoding.UTF8.GetBytes(new string('e', 80))).Length);
    }

    [Theory]
    [InlineData(TypeOid.Int4)]
    [InlineData(TypeOid.Json)]
    [InlineData(TypeOid.Jsonb)]
    [InlineData(1009u)] // text[]
    [InlineData(16500u)]
    public void Other_types_are_no_texts(uint oid) => Assert.False(PostgresTextType.TryGet(oid, -1, out _));

    [Fact]
    public void Only_fixed_width_texts_have_padding()
    {
        Assert.True(PostgresTextType.TryGet(TypeOid.BpChar, 14, out TextType padded));
        Assert.True(PostgresTextType.TryGet(TypeOid.VarChar, 14, out TextType varying));
        Assert.Equal("a b"u8, padded.Trim("a b   "u8));
        Assert.Equal("a b   "u8, varying.Trim("a b   "u8));
    }
}
