using WireProxy.Replay.Exporters.Csv;

namespace WireProxy.Tests.Replay.Exporters;

public sealed class CsvTextTests
{
    [Theory]
    [InlineData("a,b\r\n", "a", "b")]
    [InlineData(",\"\"\r\n", null, "")]
    [InlineData("\"a,b\",\"say \"\"hi\"\"\"\r\n", "a,b", "say \"hi\"")]
    [InlineData("\"two\nlines\",\" padded \"\r\n", "two\nlines", " padded ")]
    public void NULL_is_nothing_and_the_empty_string_two_quotes(string expected, params string?[] values) =>
        Assert.Equal(expected, CsvText.Line(values));
}
