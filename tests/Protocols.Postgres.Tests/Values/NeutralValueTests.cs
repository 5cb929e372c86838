using System.Text;
using WireProxy.Protocols.Postgres.Values;

namespace WireProxy.Protocols.Postgres.Tests.Values;

public sealed class NeutralValueTests
{
    [Theory]
    [MemberData(nameof(GoldenNeutralValues.All), MemberType = typeof(GoldenNeutralValues))]
    public void A_neutral_value_has_the_bytes_that_the_server_sends(uint oid, int modifier, string text, string binary)
    {
        Assert.Equal(text, Encoding.UTF8.GetString(NeutralValue.For(oid, FieldFormat.Text, modifier)!));
        Assert.Equal(binary, Convert.ToHexStringLower(NeutralValue.For(oid, FieldFormat.Binary, modifier)!));
    }

    [Fact]
    public void Every_known_type_and_its_array_is_in_the_golden_list()
    {
        var golden = GoldenNeutralValues.All.Select(row => (uint)((object[])row)[0]).ToHashSet();
        foreach (BuiltInType type in BuiltInTypes.List)
        {
            Assert.Equal(type.Text is not null, golden.Contains(type.Oid));
            Assert.True(type.ArrayOid == 0 || golden.Contains(type.ArrayOid), type.Name);
        }
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(75u)] // pg_attribute, a row type
    [InlineData(1033u)] // aclitem
    [InlineData(1790u)] // refcursor
    [InlineData(2249u)] // record
    [InlineData(3642u)] // gtsvector
    [InlineData(16500u)] // an enum, a row or an extension's type
    [InlineData(uint.MaxValue)]
    public void A_type_without_a_value_that_is_always_valid_is_null(uint oid)
    {
        Assert.Null(NeutralValue.For(oid, FieldFormat.Text, -1));
        Assert.Null(NeutralValue.For(oid, FieldFormat.Binary, -1));
    }

    [Theory]
    [InlineData(65537)]
    [InlineData(int.MaxValue)]
    public void A_bit_string_of_hostile_width_is_null(int width)
    {
        Assert.Null(NeutralValue.For(TypeOid.Bit, FieldFormat.Text, width));
        Assert.Null(NeutralValue.For(TypeOid.Bit, FieldFormat.Binary, width));
    }
}
