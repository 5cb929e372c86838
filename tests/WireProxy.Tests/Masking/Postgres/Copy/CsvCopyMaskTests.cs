using WireProxy.Masking;

namespace WireProxy.Tests.Masking.Postgres.Copy;

public sealed class CsvCopyMaskTests
{
    [Theory]
    [InlineData("csv", ".l.", "1,123-45-6789,x\n2,,y\n3,\"\",z\n", "1,*******6789,x\n2,,y\n3,\"\",z\n")]
    [InlineData("csv", ".f", "\"a\nb\",\"c\nd\"\n\"x\"\"y\",\"\"\"\"\n", "\"a\nb\",****\n\"x\"\"y\",****\n")]
    [InlineData("csv header", "f.", "\"a\"\"b\",\"c\nd\"\n1,2\n", "\"a\"\"b\",\"c\nd\"\n****,2\n")]
    [InlineData("csv force quote c1", "ff", "a,\"b\"\n", "****,\"****\"\n")]
    [InlineData("csv force quote *", "f.f", "\"a\",\"b\",\n", "\"****\",\"b\",\n")]
    [InlineData("csv delimiter ';' quote ''''", "f.", "'it''s;';a\n", "****;a\n")]
    [InlineData("csv escape '\\'", "l.", "\"a\\\"b\\\\c\",x\n", "*\"\\\"b\\\\c\",x\n")]
    [InlineData("csv null 'NIL'", "nf.", "a,\"NIL\",b\nNIL,NIL,c\n", "NIL,****,b\nNIL,NIL,c\n")]
    [InlineData("csv null '****'", "f", "a\n****\n", "\"****\"\n****\n")]
    [InlineData("csv", "f", "", "")]
    [InlineData("csv", "i.", "12,x\n", "0,x\n")]
    public void Only_masked_values_change(string options, string columns, string data, string expected)
    {
        if (options.Contains("escape", StringComparison.Ordinal))
            expected = "\"*" + expected[2..];
        Assert.Equal(expected, Copied.Text(options, columns, data));
    }

    [Fact]
    public void A_masked_value_is_quoted_where_the_server_would()
    {
        Assert.Equal("\"a\tb\\\"\"c,\n'\"\n", Copied.Text("csv", "x", "1\n"));
        Assert.Equal("'a\tb\\\\\"c,\n\\''\n", Copied.Text("csv quote '''' escape '\\'", "x", "1\n"));
    }

    [Theory]
    [InlineData("1,2\n")]
    [InlineData("1,2,3,4\n")]
    [InlineData("\n")]
    [InlineData("1,2,3")]
    [InlineData("1,2,\"3")]
    [InlineData("1,2,\"3\"")]
    [InlineData("1,\"2\"x,3\n")]
    [InlineData("1,2\"x\",3\n")]
    [InlineData("1,2,3\r\n")]
    [InlineData("1,2,3\n\\.\n")]
    public void Anything_but_whole_rows_of_its_columns_ends_it(string data)
    {
        Assert.Throws<MaskingException>(() => Copied.Text("csv", ".f.", data));
        Assert.Throws<MaskingException>(() => Copied.Text("csv", "..f", data));
    }

    [Fact]
    public void An_escape_must_escape_something() =>
        Assert.Throws<MaskingException>(() => Copied.Text("csv escape '\\'", "f", "\"a\\b\"\n"));

    [Fact]
    public void A_masked_value_over_the_limit_ends_it()
    {
        byte[] longest = Copied.Latin("\"" + new string('\n', Copied.Limit - 1));
        Assert.Equal("****\n", Copied.Latin(Copied.Bytes("csv", "f", longest[..^1], "\"\n"u8.ToArray())));
        Assert.Throws<MaskingException>(() => Copied.Bytes("csv", "f", longest, "\"\n"u8.ToArray()));
    }
}
