using System.Buffers.Binary;
using WireProxy.Masking;

namespace WireProxy.Tests.Masking.Postgres.Copy;

public sealed class BinaryCopyMaskTests
{
    [Fact]
    public void Only_masked_values_change()
    {
        byte[] masked = Copied.Bytes("binary", ".l.", Data(Header(), Row("1", "123-45-6789", null), Row(null, null, "x"), Row("", "", ""), Trailer));
        Assert.Equal(Data(Header(), Row("1", "*******6789", null), Row(null, null, "x"), Row("", "", ""), Trailer), masked);
    }

    [Fact]
    public void A_mask_can_make_a_value_null_and_null_stays_null()
    {
        Assert.Equal(
            Data(Header(), Row(null, "b"), Row(null, "c"), Trailer),
            Copied.Bytes("binary", "n.", Data(Header(), Row("a", "b"), Row(null, "c"), Trailer)));
        Assert.Equal(
            Data(Header(), Row(null, "\0\0\0\0"), Trailer),
            Copied.Bytes("binary", "fi", Data(Header(), Row(null, "\0\0\0\x07"), Trailer)));
    }

    [Fact]
    public void No_rows_and_an_extended_header_pass()
    {
        Assert.Equal(Data(Header(), Trailer), Copied.Bytes("binary", "f", Data(Header(), Trailer)));
        byte[] extended = Data(Header(0x0000_00FF, "extension"), Row("a"), Trailer);
        Assert.Equal(Data(Header(0x0000_00FF, "extension"), Row("****"), Trailer), Copied.Bytes("binary", "f", extended));
    }

    public static TheoryData<string> Hostile { get; } = new(Samples.Keys);

    private static Dictionary<string, byte[]> Samples => new()
    {
        ["nothing"] = [],
        ["no trailer"] = Data(Header(), Row("a", "b")),
        ["another signature"] = Data("PGCOPY\n\xFE\r\n\0"u8.ToArray(), Header()[11..], Trailer),
        ["text"] = "1\t2\n3\t4\n1\t2\n3\t4\n"u8.ToArray(),
        ["oids"] = Data(Header(0x0001_0000), Trailer),
        ["unknown flag"] = Data(Header(unchecked((int)0x8000_0000)), Trailer),
        ["negative extension"] = Data(Header()[..15], Word(-1), Trailer),
        ["extension without end"] = Data(Header()[..15], Word(int.MaxValue), Row("a", "b"), Trailer),
        ["too few columns"] = Data(Header(), Row("a"), Trailer),
        ["too many columns"] = Data(Header(), Row("a", "b", "c"), Trailer),
        ["other negative count"] = Data(Header(), [0xFF, 0xFE]),
        ["negative length"] = Data(Header(), [0, 2], Word(-2), Trailer),
        ["length without end"] = Data(Header(), [0, 2], Word(int.MaxValue), "abc"u8.ToArray()),
        ["value cut off"] = Data(Header(), Row("a", "b")[..^1]),
        ["bytes behind the trailer"] = Data(Header(), Row("a", "b"), Trailer, [0]),
        ["rows behind the trailer"] = Data(Header(), Trailer, Row("a", "b"), Trailer),
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Anything_but_whole_rows_of_its_columns_ends_it(string sample)
    {
        Assert.Throws<MaskingException>(() => Copied.Bytes("binary", "f.", Samples[sample]));
        Assert.Throws<MaskingException>(() => Copied.Bytes("binary", ".f", Samples[sample]));
    }

    [Fact]
    public void A_masked_value_over_the_limit_ends_it_on_its_length()
    {
        string longest = new('x', Copied.Limit);
        Assert.Equal(Data(Header(), Row("****"), Trailer), Copied.Bytes("binary", "f", Data(Header(), Row(longest), Trailer)));
        Assert.Throws<MaskingException>(() => Copied.Bytes("binary", "f", Data(Header(), Row(longest + "x"))[..30]));
        Assert.Equal(Copied.Limit * 3, Copied.Bytes("binary", ".f", Data(Header(), Row(new string('x', (Copied.Limit * 3) - 35), "1"), Trailer)).Length);
    }

    internal static byte[] Trailer => [0xFF, 0xFF];

    internal static byte[] Data(params byte[][] parts) => [.. parts.SelectMany(part => part)];

    internal static byte[] Header(int flags = 0, string extension = "") =>
        [.. "PGCOPY\n"u8, 0xFF, .. "\r\n\0"u8, .. Word(flags), .. Word(extension.Length), .. Copied.Latin(extension)];

    internal static byte[] Row(params string?[] values) =>
        [0, (byte)values.Length, .. values.SelectMany(value => (byte[])[.. Word(value?.Length ?? -1), .. Copied.Latin(value ?? "")])];

    private static byte[] Word(int value)
    {
        byte[] word = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(word, value);
        return word;
    }
}
