using System.Text;
using FsCheck;
using FsCheck.Fluent;
using WireProxy.Masking;
using WireProxy.Masking.Values;
using WireProxy.Protocols.Postgres.Values;

namespace WireProxy.Tests.Masking.Postgres.Values;

public sealed class KeepEndsMaskTests
{
    private static readonly MaskSpec Last4 = new(MaskKind.Last4);

    [Theory]
    [InlineData("123-45-6789", "*******6789")]
    [InlineData("12345", "*2345")]
    [InlineData("1234", "****")]
    [InlineData("12", "**")]
    [InlineData("", "")]
    [InlineData("größe😀", "**öße😀")]
    [InlineData("😀😀😀😀", "****")]
    public void Last4_keeps_four_characters_of_a_longer_text(string value, string expected) =>
        Assert.Equal(expected, Masked.Text(Last4, value));

    [Theory]
    [InlineData(2, 1, '*', "secret", "se***t")]
    [InlineData(0, 0, '*', "secret", "******")]
    [InlineData(3, 3, '*', "secret", "******")]
    [InlineData(int.MaxValue, int.MaxValue, '*', "secret", "******")]
    [InlineData(-5, 2, '*', "secret", "****et")]
    [InlineData(1, 0, '•', "größe", "g••••")]
    [InlineData(1, 0, '\0', "ab", "a*")]
    [InlineData(1, 0, '\n', "ab", "a*")]
    [InlineData(1, 0, '\uD83D', "ab", "a*")]
    public void Partial_keeps_both_ends(int first, int last, char fill, string value, string expected) =>
        Assert.Equal(expected, Masked.Text(Partial(first, last, fill), value));

    [Theory]
    [InlineData("ab        ", "**        ")]
    [InlineData("abcdef    ", "ab***f    ")]
    [InlineData("          ", "          ")]
    public void Padding_does_not_make_a_short_value_long_enough_to_keep(string value, string expected) =>
        Assert.Equal(expected, Masked.Text(Partial(2, 1, '*'), value, TypeOid.BpChar, 14));

    [Fact]
    public void A_fill_does_not_make_a_name_too_long()
    {
        Assert.Equal(new string('*', 63), Masked.Text(Partial(0, 0, '•'), new string('n', 63), TypeOid.Name));
        Assert.Equal("*", Masked.Text(Partial(1, 0, '•'), "n", TypeOid.Char));
    }

    [Theory]
    [InlineData("31ff3233343536", "2a2a2a33343536")]
    [InlineData("ffffffffff", "2affffffff")]
    [InlineData("e282", "2a2a")]
    public void A_byte_that_is_no_utf8_counts_as_a_character(string value, string expected) =>
        Assert.Equal(expected, Masked.Binary(Last4, value, TypeOid.Text));

    [Fact]
    public void Nothing_but_the_ends_is_ever_kept()
    {
        var texts = ArbMap.Default.GeneratorFor<NonNull<string>>();
        var cases = from text in texts
                    from first in Gen.Choose(0, 6)
                    from last in Gen.Choose(0, 6)
                    from fill in Gen.Elements('*', '#', '•')
                    select (text.Get, first, last, fill);
        Prop.ForAll(Arb.From(cases), c =>
        {
            // A lone surrogate is no text that a server can send; it becomes U+FFFD here.
            Rune[] value = [.. c.Get.EnumerateRunes()];
            string text = string.Concat(value.Select(rune => rune.ToString()));
            Rune[] masked = [.. Masked.Text(Partial(c.first, c.last, c.fill), text)!.EnumerateRunes()];
            bool all = value.Length <= c.first + c.last;
            return masked.Length == value.Length && masked.Select((rune, i) =>
                rune == (!all && (i < c.first || i >= value.Length - c.last) ? value[i] : new Rune(c.fill))).All(ok => ok);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Fact]
    public void Any_bytes_are_masked_within_the_announced_length()
    {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] value = new byte[random.Next(24)];
            random.NextBytes(value);
            byte[] masked = Masked.Bytes(Partial(2, 2, '•'), value, TypeOid.Text, FieldFormat.Text)!;
            Assert.Equal(TextType.Unlimited.Count(value), TextType.Unlimited.Count(masked));
        }
    }

    private static MaskSpec Partial(int first, int last, char fill) =>
        new(MaskKind.Partial) { First = first, Last = last, Char = fill };
}
