using System.Text;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Protocols.Postgres.Values;

namespace WireProxy.Protocols.Postgres.Tests.Messages;

public sealed class RowDescriptionTests
{
    private static readonly byte[] Golden = new Body().Int16(3)
        .Field("id", 16390, 1, 23, 4, -1, 1)
        .Field("größe", 0xFFFF_FFFE, -6, 1043, -1, 24, 0)
        .Field("", 0, 0, 25, -1, -1, 0)
        .ToArray();

    [Fact]
    public void Fields_are_read_as_written()
    {
        RowDescription description = RowDescription.Read(Golden);
        Assert.Equal(3, description.Count);
        var seen = new List<(string, uint, short, uint, short, int, FieldFormat)>();
        foreach (RowDescriptionField field in description)
        {
            seen.Add((Encoding.UTF8.GetString(field.Name), field.TableOid, field.AttributeNumber, field.TypeOid,
                field.TypeLength, field.TypeModifier, field.Format));
        }
        Assert.Equal(
        [
            ("id", 16390u, 1, 23u, 4, -1, FieldFormat.Binary),
            ("größe", 0xFFFF_FFFEu, -6, 1043u, -1, 24, FieldFormat.Text),
            ("", 0u, 0, 25u, -1, -1, FieldFormat.Text),
        ], seen);
    }

    [Fact]
    public void No_fields_are_a_description()
    {
        RowDescription description = RowDescription.Read([0, 0]);
        Assert.Equal(0, description.Count);
        Assert.False(description.GetEnumerator().MoveNext());
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        for (int length = 0; length < Golden.Length; length++)
            Assert.Throws<PostgresProtocolException>(() => { RowDescription.Read(Golden.AsSpan(0, length)); });
    }

    [Fact]
    public void Trailing_bytes_are_refused() =>
        Assert.Throws<PostgresProtocolException>(() => { RowDescription.Read([.. Golden, 0]); });

    [Theory]
    [InlineData(2)]
    [InlineData(-1)]
    public void Unknown_format_codes_are_refused(int format) => Assert.Throws<PostgresProtocolException>(() =>
    {
        RowDescription.Read(new Body().Int16(1).Field("a", 0, 0, 25, -1, -1, format).ToArray());
    });

    [Fact]
    public void The_count_is_unsigned()
    {
        var body = new Body().Int16(40000);
        for (int i = 0; i < 40000; i++)
            body.Field("c", 0, 0, 23, 4, -1, 0);
        Assert.Equal(40000, RowDescription.Read(body.ToArray()).Count);
    }
}
