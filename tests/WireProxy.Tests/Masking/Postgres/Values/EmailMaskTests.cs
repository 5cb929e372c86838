using System.Text;
using FsCheck;
using FsCheck.Fluent;
using WireProxy.Masking;
using WireProxy.Protocols.Postgres.Values;

namespace WireProxy.Tests.Masking.Postgres.Values;

public sealed class EmailMaskTests
{
    private static readonly MaskSpec Email = new(MaskKind.Email);

    [Theory]
    [InlineData("ann@example.com", "a***@example.com")]
    [InlineData("ab@x.yz", "a***@x.yz")]
    [InlineData("a.b+tag@mail.example.co.uk", "a***@mail.example.co.uk")]
    [InlineData("élan@exämple.com", "é***@exämple.com")]
    [InlineData("😀ann@example.com", "😀***@example.com")]
    public void An_address_keeps_its_first_character_and_domain(string value, string expected) =>
        Assert.Equal(expected, Masked.Text(Email, value));

    [Theory]
    [InlineData("a@example.com")]
    [InlineData("é@example.com")]
    public void A_local_part_of_one_character_is_hidden_whole(string value) =>
        Assert.Equal("***@example.com", Masked.Text(Email, value));

    [Theory]
    [InlineData("")]
    [InlineData("ann")]
    [InlineData("@")]
    [InlineData("@example.com")]
    [InlineData("ann@")]
    [InlineData("ann@localhost")]
    [InlineData("ann@.com")]
    [InlineData("ann@example.")]
    [InlineData("ann@example..com")]
    [InlineData("ann@bob@example.com")]
    [InlineData("ann@example.com, bob@example.com")]
    [InlineData("Ann <ann@example.com>")]
    [InlineData("call me at ann@example.com")]
    [InlineData("ann@example.com\n")]
    [InlineData("pin 12@34.56")]
    [InlineData("ann@127.0.0.1")]
    [InlineData("ann@[127.0.0.1]")]
    [InlineData("\"a b\"@example.com")]
    [InlineData("4111@1111.2222")]
    [InlineData("a@secret_note.com")]
    public void What_is_not_surely_one_address_is_hidden_whole(string value) =>
        Assert.Equal("****", Masked.Text(Email, value));

    [Fact]
    public void A_domain_longer_than_any_is_hidden()
    {
        string label = new('d', 63);
        Assert.Equal("****", Masked.Text(Email, $"ann@{label}.{label}.{label}.{label}.com"));
        Assert.Equal("****", Masked.Text(Email, $"ann@{label}d.com"));
    }

    [Theory]
    [InlineData(TypeOid.VarChar, 4 + 7, "ab@x.yz", "****")]
    [InlineData(TypeOid.VarChar, 4 + 9, "ab@x.yz", "a***@x.yz")]
    [InlineData(TypeOid.BpChar, 4 + 12, "ab@x.yz     ", "a***@x.yz")]
    public void A_masked_address_fits_its_type(uint oid, int modifier, string value, string expected) =>
        Assert.Equal(expected, Masked.Text(Email, value, oid, modifier));

    [Fact]
    public void The_rest_of_the_local_part_never_shows() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), ArbMap.Default.ArbFor<NonNull<string>>(), (local, domain) =>
        {
            string value = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(local.Get + "@" + domain.Get + ".com"));
            string masked = Masked.Text(Email, value)!;
            int at = value.IndexOf('@', StringComparison.Ordinal);
            return masked == "****" || masked == "***" + value[at..]
                || masked == value.EnumerateRunes().First() + "***" + value[at..];
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
}
