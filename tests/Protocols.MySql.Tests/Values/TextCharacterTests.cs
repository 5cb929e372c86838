using System.Text;
using FsCheck;
using FsCheck.Fluent;
using WireProxy.Protocols.MySql.Tests.Framing;
using WireProxy.Protocols.MySql.Values;

namespace WireProxy.Protocols.MySql.Tests.Values;

public sealed class TextCharacterTests
{
    [Theory]
    [InlineData("", CharacterEncoding.Utf8, 0)]
    [InlineData("616263", CharacterEncoding.Utf8, 3)]
    [InlineData("61c3b6 e282ac f09f9880", CharacterEncoding.Utf8, 4)]
    [InlineData("c3 28", CharacterEncoding.Utf8, 2)] // a lead without its trail
    [InlineData("61c3b6", CharacterEncoding.SingleByte, 3)]
    [InlineData("a4a2 61 8fb0a1", CharacterEncoding.Euc, 3)] // two, one and three bytes
    [InlineData("a4 61 8f b0", CharacterEncoding.Euc, 4)] // a lead before ASCII, then one that lacks a byte
    [InlineData("00ff", CharacterEncoding.Binary, 2)]
    public void Characters_are_counted(string hex, CharacterEncoding encoding, int expected) =>
        Assert.Equal(expected, TextCharacter.Count(Hex.Bytes(hex), encoding));

    [Fact]
    public void The_length_of_the_first_characters_ends_between_two()
    {
        byte[] text = Encoding.UTF8.GetBytes("aö€😀b");
        Assert.Equal([0, 1, 3, 6, 10, 11, 11], Enumerable.Range(0, 7).Select(count => TextCharacter.LengthOf(text, count, CharacterEncoding.Utf8)));
        Assert.Equal([0, 1, 2], Enumerable.Range(0, 3).Select(count => TextCharacter.LengthOf(text, count, CharacterEncoding.SingleByte)));
    }

    [Fact]
    public void Any_text_has_as_many_characters_as_it_has_runes() => Prop.ForAll<string>(text =>
    {
        Rune[] runes = [.. (text ?? "").EnumerateRunes()];
        byte[] bytes = Encoding.UTF8.GetBytes(text ?? "");
        return TextCharacter.Count(bytes, CharacterEncoding.Utf8) == runes.Length
            && TextCharacter.LengthOf(bytes, runes.Length / 2, CharacterEncoding.Utf8)
                == runes.Take(runes.Length / 2).Sum(rune => rune.Utf8SequenceLength);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Any_bytes_are_walked_to_their_end() => Prop.ForAll<byte[]>(bytes =>
    {
        foreach (CharacterEncoding encoding in Enum.GetValues<CharacterEncoding>())
        {
            int count = TextCharacter.Count(bytes, encoding);
            if (count > bytes.Length || TextCharacter.LengthOf(bytes, count, encoding) != bytes.Length)
                return false;
        }
        return true;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
}
