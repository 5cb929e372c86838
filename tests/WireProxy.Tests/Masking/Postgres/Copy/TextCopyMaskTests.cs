using WireProxy.Masking;

namespace WireProxy.Tests.Masking.Postgres.Copy;

public sealed class TextCopyMaskTests
{
    [Theory]
    [InlineData("", ".l.", "1\t123-45-6789\tx\n2\t\\N\ty\n", "1\t*******6789\tx\n2\t\\N\ty\n")]
    [InlineData("", "l", "123456\n\n\\N\n", "**3456\n\n\\N\n")]
    [InlineData("", "f.f", "a\tb\tc\n", "****\tb\t****\n")]
    [InlineData("", "n.", "a\tb\n\\N\tc\n", "\\N\tb\n\\N\tc\n")]
    [InlineData("(null 'NIL')", "n.", "a\tb\nNIL\tc\n", "NIL\tb\nNIL\tc\n")]
    [InlineData("(delimiter '|')", ".l", "a\\|b\\\\|a\\|bcd\nx|12345\n", "a\\|b\\\\|*\\|bcd\nx|*2345\n")]
    [InlineData("(header)", "f.", "ssn\tname\n1\t2\n", "ssn\tname\n****\t2\n")]
    [InlineData("", "f", "", "")]
    [InlineData("", "i.", "12\tx\n", "0\tx\n")]
    [InlineData("", ".f", "a\\nb\\tc\\\\\tx\n", "a\\nb\\tc\\\\\t****\n")]
    [InlineData("", "f.", "\\\\N\tx\n", "****\tx\n")]
    public void Only_masked_values_change(string options, string columns, string data, string expected) =>
        Assert.Equal(expected, Copied.Text(options, columns, data));

    [Theory]
    [InlineData("12345", "12345")]
    [InlineData("\\x31\\x322345", "122345")]
    [InlineData("\\61\\0622345", "122345")]
    [InlineData("\\12345", "S45")]
    [InlineData("a\\b\\f\\n\\r\\t\\v\\.\\\\x", "a\b\f\n\r\t\v.\\x")]
    public void A_value_is_masked_as_what_it_stands_for(string spelling, string value)
    {
        string masked = Copied.Text("", "h", spelling + "\n");
        Assert.Equal(Masked(value), masked);
    }

    [Fact]
    public void A_masked_value_is_escaped_as_the_server_would() =>
        Assert.Equal("a\\tb\\\\\"c\\,\\n'\n", Copied.Text("(delimiter ',')", "x", "1\n"));

    [Theory]
    [InlineData("1\t2\n")]
    [InlineData("1\n")]
    [InlineData("1\t2\t3\t4\n")]
    [InlineData("\n")]
    [InlineData("1\t2\t3\n\\.\n")]
    [InlineData("1\t2\t3")]
    [InlineData("1\t2\t3\n4")]
    [InlineData("1\t2\\\n3\t4\n")]
    [InlineData("1\t2\t3\\")]
    public void Anything_but_whole_rows_of_its_columns_ends_it(string data)
    {
        Assert.Throws<MaskingException>(() => Copied.Text("", ".f.", data));
        Assert.Throws<MaskingException>(() => Copied.Text("", "f..", data));
    }

    [Fact]
    public void A_masked_value_over_the_limit_ends_it_and_any_other_passes()
    {
        byte[] longest = Copied.Latin(new string('x', Copied.Limit));
        Assert.Equal("****\n", Copied.Latin(Copied.Bytes("", "f", longest, "\n"u8.ToArray())));
        Assert.Throws<MaskingException>(() => Copied.Bytes("", "f", longest, "x"u8.ToArray(), "\n"u8.ToArray()));
        Assert.Equal(Copied.Limit + 7, Copied.Bytes("", ".f", longest, "x"u8.ToArray(), "\t1\n"u8.ToArray()).Length);
    }

    [Fact]
    public void Nothing_of_a_masked_value_leaves_before_its_end()
    {
        using var mask = WireProxy.Masking.Postgres.Copy.CopyMask.For(Copied.Layout(""), Copied.Columns(".f"), Copied.Limit);
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        mask.Write("name\tsec"u8, output);
        Assert.Equal("name\t", Copied.Latin(output.WrittenSpan.ToArray()));
        mask.Write("ret"u8, output);
        Assert.Equal("name\t", Copied.Latin(output.WrittenSpan.ToArray()));
        mask.Write("\n"u8, output);
        Assert.Equal("name\t****\n", Copied.Latin(output.WrittenSpan.ToArray()));
    }

    private static string Masked(string value) => Values.Masked.Text(new MaskSpec(MaskKind.Hash), value) + "\n";
}
