using System.Text;
using WireProxy.Protocols.MySql.Rows;
using WireProxy.Protocols.MySql.Tests.Framing;

namespace WireProxy.Protocols.MySql.Tests.Rows;

public sealed class TextRowTests
{
    [Fact]
    public void Values_are_read_as_written()
    {
        byte[] payload = new Body().Value("7").Value((string?)null).Value("").Value("größe").Value(new byte[300]).ToArray();
        var seen = new List<string?>();
        foreach (RowValue value in TextRow.Read(payload, 5))
            seen.Add(value.IsNull ? null : Encoding.UTF8.GetString(value.Bytes));
        Assert.Equal(["7", null, "", "größe", new string('\0', 300)], seen);
    }

    [Fact]
    public void Rows_of_a_server_are_read()
    {
        var seen = new List<string>();
        foreach (RowValue value in TextRow.Read(GoldenRows.Text, GoldenRows.Types.Length))
            seen.Add(Encoding.Latin1.GetString(value.Bytes));
        Assert.Equal(["-1", "65535", "-8388608", "-2147483648", "18446744073709551615", "1.5", "-2.25", "1234.567",
            "2024-02-29", "2024-02-29 12:34:56.789012", "2024-02-29 12:34:56", "-33:04:05.678", "2024"], seen[..13]);
        foreach (RowValue value in TextRow.Read(GoldenRows.TextNulls, GoldenRows.Types.Length))
            Assert.True(value.IsNull);
    }

    [Fact]
    public void Anything_but_one_row_is_refused()
    {
        Strictness.RefusesAnythingElse(GoldenRows.Text, payload => TextRow.Read(payload, GoldenRows.Types.Length));
        Strictness.RefusesAnythingElse(GoldenRows.TextNulls, payload => TextRow.Read(payload, GoldenRows.Types.Length));
        Assert.Throws<MySqlProtocolException>(() => { TextRow.Read(GoldenRows.Text, GoldenRows.Types.Length - 1); });
        Assert.Throws<MySqlProtocolException>(() => { TextRow.Read(GoldenRows.Text, GoldenRows.Types.Length + 1); });
    }

    [Theory]
    [InlineData("ff")]
    [InlineData("0261")]
    [InlineData("fc026100")]
    [InlineData("feffffffffffffffff61")]
    [InlineData("fe010000000100000061")]
    public void Hostile_lengths_are_refused(string hex) =>
        Assert.Throws<MySqlProtocolException>(() => { TextRow.Read(Hex.Bytes(hex), 1); });
}
