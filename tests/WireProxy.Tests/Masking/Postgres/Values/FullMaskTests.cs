using System.Text;
using WireProxy.Masking;
using WireProxy.Protocols.Postgres.Values;

namespace WireProxy.Tests.Masking.Postgres.Values;

public sealed class FullMaskTests
{
    private static readonly MaskSpec Full = new(MaskKind.Full);

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("a long secret of many words")]
    public void A_hidden_text_does_not_tell_its_length(string value) => Assert.Equal("****", Masked.Text(Full, value));

    [Theory]
    [InlineData(TypeOid.VarChar, 4 + 2, "**")]
    [InlineData(TypeOid.BpChar, 4 + 1, "*")]
    [InlineData(TypeOid.VarChar, 4 + 9, "****")]
    [InlineData(TypeOid.Name, -1, "****")]
    [InlineData(TypeOid.Char, -1, "*")]
    [InlineData(TypeOid.Unknown, -1, "****")]
    public void A_hidden_text_fits_its_type(uint oid, int modifier, string expected) =>
        Assert.Equal(expected, Masked.Text(Full, "a", oid, modifier));

    [Theory]
    [InlineData(TypeOid.Int4, "0", "00000000")]
    [InlineData(TypeOid.Numeric, "0", "0000000000000000")]
    [InlineData(TypeOid.Jsonb, "null", "016e756c6c")]
    [InlineData(TypeOid.Date, "2000-01-01", "00000000")]
    [InlineData(1007u, "{}", "000000000000000000000017")] // int4[]
    public void Other_types_become_their_neutral_value(uint oid, string text, string binary)
    {
        Assert.Equal(text, Masked.Text(Full, "12", oid));
        Assert.Equal(binary, Masked.Binary(Full, "0c", oid));
    }

    [Theory]
    [InlineData(MaskKind.Last4)]
    [InlineData(MaskKind.Partial)]
    [InlineData(MaskKind.Email)]
    [InlineData(MaskKind.Fixed)]
    [InlineData(MaskKind.Hash)]
    public void What_a_mask_can_not_be_for_a_type_is_full(MaskKind kind)
    {
        var spec = new MaskSpec(kind) { First = 1, Last = 1, Value = "no such value" };
        foreach (uint oid in new uint[] { TypeOid.Bool, TypeOid.Numeric, TypeOid.Json, 1082, 1186, 869, 1009, 3802 })
        {
            foreach (FieldFormat format in Enum.GetValues<FieldFormat>())
                Assert.Equal(NeutralValue.For(oid, format, -1), Masked.Bytes(spec, [1], oid, format));
        }
    }

    [Fact]
    public void A_type_nobody_knows_becomes_null_under_every_mask()
    {
        foreach (MaskKind kind in Enum.GetValues<MaskKind>())
        {
            Assert.Null(Masked.Text(new MaskSpec(kind) { Value = "x", Last = 1 }, "ann", 16500));
            Assert.Null(Masked.Binary(new MaskSpec(kind) { Value = "x", Last = 1 }, "00", 16500));
        }
    }

    [Theory]
    [InlineData(TypeOid.Text)]
    [InlineData(TypeOid.Int4)]
    [InlineData(16500u)]
    public void The_null_mask_makes_every_type_null(uint oid) =>
        Assert.Null(Masked.Bytes(new MaskSpec(MaskKind.Null), Encoding.ASCII.GetBytes("1"), oid, FieldFormat.Text));
}
