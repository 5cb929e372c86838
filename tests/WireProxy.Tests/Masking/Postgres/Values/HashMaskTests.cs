using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using WireProxy.Masking;
using WireProxy.Masking.Postgres.Values;
using WireProxy.Masking.Values;
using WireProxy.Protocols.Postgres.Values;

namespace WireProxy.Tests.Masking.Postgres.Values;

public sealed class HashMaskTests
{
    private const string HashOfAnn = "0d1f12b8196c52b0db44a5429c83230230c04b5adef6fa56f9cf70c5f0443242";

    private static readonly MaskSpec Hash = new(MaskKind.Hash);

    [Theory]
    [InlineData(TypeOid.Text, -1, "ann", 64)]
    [InlineData(TypeOid.VarChar, 4 + 10, "ann", 10)]
    [InlineData(TypeOid.VarChar, 4 + 100, "ann", 64)]
    [InlineData(TypeOid.BpChar, 4 + 20, "ann                 ", 20)]
    [InlineData(TypeOid.Name, -1, "ann", 63)]
    public void A_text_becomes_its_hash_cut_to_the_type(uint oid, int modifier, string value, int length) =>
        Assert.Equal(HashOfAnn[..length], Masked.Text(Hash, value, oid, modifier));

    [Fact]
    public void One_byte_is_too_little_for_a_hash() => Assert.Equal("*", Masked.Text(Hash, "a", TypeOid.Char));

    [Theory]
    [InlineData(TypeOid.Int2, "5", "0005", "3740", "0e9c")]
    [InlineData(TypeOid.Int4, "5", "00000005", "245128376", "0e9c5cb8")]
    [InlineData(TypeOid.Int8, "5", "0000000000000005", "1052818361137081024", "0e9c5cb8ac95aac0")]
    [InlineData(TypeOid.Int2, "-5", "fffb", "32551", "7f27")]
    [InlineData(TypeOid.Int4, "-5", "fffffffb", "2133278553", "7f273f59")]
    [InlineData(TypeOid.Int8, "-5", "fffffffffffffffb", "9162361618651016002", "7f273f590f5deb42")]
    [InlineData(TypeOid.Oid, "4000000000", "ee6b2800", "993003083", "3b30064b")]
    [InlineData(TypeOid.Uuid, "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "a0eebc999c0b4ef8bb6d6bb9bd380a11",
        "76f13d9e-6375-82d9-9e2f-e4e7aed7b577", "76f13d9e637582d99e2fe4e7aed7b577")]
    [InlineData(TypeOid.Bytea, @"\x00ff5c", "00ff5c",
        @"\xbda9804791de0cac27be5b9a756bfe36a8bf8d5205797107a5d4fd3f1d5504d3",
        "bda9804791de0cac27be5b9a756bfe36a8bf8d5205797107a5d4fd3f1d5504d3")]
    [InlineData(TypeOid.Bytea, @"\000\377\\", "00ff5c",
        @"\xbda9804791de0cac27be5b9a756bfe36a8bf8d5205797107a5d4fd3f1d5504d3",
        "bda9804791de0cac27be5b9a756bfe36a8bf8d5205797107a5d4fd3f1d5504d3")]
    public void Equal_values_have_equal_hashes_in_both_formats(
        uint oid, string text, string binary, string maskedText, string maskedBinary)
    {
        Assert.Equal(maskedText, Masked.Text(Hash, text, oid));
        Assert.Equal(maskedBinary, Masked.Binary(Hash, binary, oid));
    }

    [Fact]
    public void Any_number_hashes_alike_in_both_formats_and_is_not_negative() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), value =>
        {
            string text = Masked.Text(Hash, value.ToString(CultureInfo.InvariantCulture), TypeOid.Int4)!;
            string binary = Masked.Binary(Hash, value.ToString("x8", CultureInfo.InvariantCulture), TypeOid.Int4)!;
            int masked = int.Parse(text, CultureInfo.InvariantCulture);
            return masked >= 0 && binary == masked.ToString("x8", CultureInfo.InvariantCulture);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void A_long_bytea_hashes_alike_in_both_formats()
    {
        byte[] value = new byte[100_000];
        new Random(1).NextBytes(value);
        string hex = Convert.ToHexStringLower(value);
        Assert.Equal(@"\x" + Masked.Binary(Hash, hex, TypeOid.Bytea), Masked.Text(Hash, @"\x" + hex, TypeOid.Bytea));
    }

    [Theory]
    [InlineData(TypeOid.Int4, "", "0", "00", "00000000")]
    [InlineData(TypeOid.Int4, "5x", "0", "0000000000000005", "00000000")]
    [InlineData(TypeOid.Uuid, "a0eebc99", "00000000-0000-0000-0000-000000000000", "a0ee", "00000000000000000000000000000000")]
    public void A_value_that_is_none_of_its_type_becomes_neutral(
        uint oid, string text, string maskedText, string binary, string maskedBinary)
    {
        Assert.Equal(maskedText, Masked.Text(Hash, text, oid));
        Assert.Equal(maskedBinary, Masked.Binary(Hash, binary, oid));
    }

    [Fact]
    public void A_malformed_bytea_becomes_empty() => Assert.Equal(@"\x", Masked.Text(Hash, @"\xabc", TypeOid.Bytea));

    [Fact]
    public void Another_key_gives_other_hashes()
    {
        PostgresMask mask = PostgresMask.For(Hash, TypeOid.Text, FieldFormat.Text, -1, MaskKey.CreateRandom());
        byte[] hash = new byte[64];
        Assert.Equal(64, mask.Write("ann"u8, hash));
        Assert.NotEqual(HashOfAnn, System.Text.Encoding.ASCII.GetString(hash));
    }

    [Fact]
    public void A_short_key_is_refused() => Assert.Throws<ArgumentException>(() => new MaskKey(new byte[31]));
}
