using System.Text;
using WireProxy.Protocols.Postgres.Messages;

namespace WireProxy.Protocols.Postgres.Tests.Messages;

public sealed class DataRowTests
{
    private static readonly byte[] Golden =
        new Body().Int16(4).Value("7").Value((string?)null).Value("").Value("größe").ToArray();

    [Fact]
    public void Values_are_read_as_written()
    {
        DataRow row = DataRow.Read(Golden);
        Assert.Equal(4, row.Count);
        var seen = new List<string?>();
        foreach (DataRowValue value in row)
            seen.Add(value.IsNull ? null : Encoding.UTF8.GetString(value.Bytes));
        Assert.Equal(["7", null, "", "größe"], seen);
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        for (int length = 0; length < Golden.Length; length++)
            Assert.Throws<PostgresProtocolException>(() => { DataRow.Read(Golden.AsSpan(0, length)); });
    }

    [Fact]
    public void Trailing_bytes_are_refused() =>
        Assert.Throws<PostgresProtocolException>(() => { DataRow.Read([.. Golden, 0]); });

    [Theory]
    [InlineData(-2)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    [InlineData(2)]
    public void Hostile_value_lengths_are_refused(int length) => Assert.Throws<PostgresProtocolException>(() =>
    {
        DataRow.Read(new Body().Int16(1).Int32(length).Raw(1).ToArray());
    });

    [Fact]
    public void The_widest_row_is_read()
    {
        var body = new Body().Int16(65535);
        for (int i = 0; i < 65535; i++)
            body.Int32(-1);
        Assert.Equal(65535, DataRow.Read(body.ToArray()).Count);
    }
}
