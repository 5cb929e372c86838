using WireProxy.Masking;
using WireProxy.Protocols.Postgres.Values;

namespace WireProxy.Tests.Masking.Postgres.Values;

public sealed class FixedMaskTests
{
    [Theory]
    [InlineData(TypeOid.Text, -1, "entfernt", "entfernt")]
    [InlineData(TypeOid.Text, -1, "", "")]
    [InlineData(TypeOid.VarChar, 4 + 3, "größer", "grö")]
    [InlineData(TypeOid.Char, -1, "xy", "x")]
    public void A_text_is_replaced_and_cut_to_its_type(uint oid, int modifier, string value, string expected) =>
        Assert.Equal(expected, Masked.Text(Fixed(value), "secret", oid, modifier));

    [Theory]
    [InlineData(TypeOid.Int4, "7", "7", "00000007")]
    [InlineData(TypeOid.Numeric, "12.34", "12.34", "0002000000000002000c0d48")]
    [InlineData(TypeOid.Bool, "true", "t", "01")]
    [InlineData(TypeOid.Date, "1970-01-01", "1970-01-01", "ffffd533")]
    [InlineData(TypeOid.Jsonb, "{}", "{}", "017b7d")]
    public void A_value_of_the_type_is_written_in_both_formats(uint oid, string value, string text, string binary)
    {
        Assert.Equal(text, Masked.Text(Fixed(value), "1", oid));
        Assert.Equal(binary, Masked.Binary(Fixed(value), "01", oid));
    }

    [Theory]
    [InlineData(TypeOid.Int4, "entfernt", "0", "00000000")]
    [InlineData(TypeOid.Int2, "70000", "0", "0000")]
    [InlineData(TypeOid.Jsonb, "{", "null", "016e756c6c")]
    public void A_value_of_another_type_falls_back_to_full(uint oid, string value, string text, string binary)
    {
        Assert.Equal(text, Masked.Text(Fixed(value), "1", oid));
        Assert.Equal(binary, Masked.Binary(Fixed(value), "01", oid));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("a\0b")]
    public void A_text_that_no_server_could_send_falls_back_to_full(string? value) =>
        Assert.Equal("****", Masked.Text(Fixed(value), "secret"));

    private static MaskSpec Fixed(string? value) => new(MaskKind.Fixed) { Value = value };
}
