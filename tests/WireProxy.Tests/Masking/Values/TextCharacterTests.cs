using System.Text;
using FsCheck;
using FsCheck.Fluent;
using WireProxy.Masking.Values;

namespace WireProxy.Tests.Masking.Values;

public sealed class TextCharacterTests
{
    [Fact]
    public void Characters_of_utf8_are_scalar_values() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text.Get);
            return TextCharacter.Count(bytes, CharacterWidth.Utf8) == text.Get.EnumerateRunes().Count()
                && TextCharacter.LengthOf(bytes, int.MaxValue, CharacterWidth.Utf8) == bytes.Length;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(new byte[] { 0xE2, 0x82 }, 2)] // the start of a character
    [InlineData(new byte[] { 0x80, 0x80, 0x41 }, 3)] // continuations alone
    [InlineData(new byte[] { 0xC0, 0xAF }, 2)] // an overlong form
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, 3)] // a surrogate
    [InlineData(new byte[] { 0xE2, 0x82, 0xAC, 0xFF }, 2)]
    public void A_byte_that_is_no_utf8_is_a_character(byte[] text, int count) =>
        Assert.Equal(count, TextCharacter.Count(text, CharacterWidth.Utf8));

    [Theory]
    [InlineData(new byte[] { 0x41, 0xB0, 0xA1, 0x42 }, 3)] // A, one of two bytes, B
    [InlineData(new byte[] { 0x8F, 0xB0, 0xA1, 0x42 }, 2)] // one of three bytes, B
    [InlineData(new byte[] { 0xB0 }, 1)] // cut off
    [InlineData(new byte[] { 0xB0, 0x41 }, 2)] // ASCII never is a second byte
    [InlineData(new byte[] { 0x8F, 0xB0, 0x41 }, 3)]
    public void Euc_has_characters_of_one_to_three_bytes(byte[] text, int count) =>
        Assert.Equal(count, TextCharacter.Count(text, CharacterWidth.Euc));

    [Fact]
    public void Every_byte_is_a_character_of_a_one_byte_encoding()
    {
        byte[] text = [0x41, 0xE9, 0xE2, 0x82, 0xAC];
        Assert.Equal(5, TextCharacter.Count(text, CharacterWidth.OneByte));
        Assert.Equal(2, TextCharacter.LengthOf(text, 2, CharacterWidth.OneByte));
    }

    [Fact]
    public void The_first_characters_end_where_the_next_begins()
    {
        var random = new Random(5);
        byte[] text = new byte[30];
        foreach (CharacterWidth width in Enum.GetValues<CharacterWidth>())
        {
            for (int i = 0; i < 2000; i++)
            {
                random.NextBytes(text);
                int count = random.Next(32);
                int length = TextCharacter.LengthOf(text, count, width);
                Assert.Equal(Math.Min(count, TextCharacter.Count(text, width)),
                    length == 0 ? 0 : TextCharacter.Count(text.AsSpan(0, length), width));
            }
        }
    }
}
