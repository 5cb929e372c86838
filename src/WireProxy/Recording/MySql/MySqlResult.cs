using WireProxy.Protocols.MySql.Messages;
using WireProxy.Protocols.MySql.Rows;
using WireProxy.Protocols.MySql.Values;
using WireProxy.Recording.MySql.Values;
using WireProxy.Recording.Reading;

namespace WireProxy.Recording.MySql;

/// <summary>One column as its definition announced it.</summary>
internal readonly record struct MySqlColumn(string Name, ColumnType Type);

/// <summary>The shape of a result, and how its rows are read.</summary>
internal sealed class MySqlResult(IReadOnlyList<MySqlColumn> columns, RowFormat format)
    : RecordedResult([.. columns.Select(column => new ResultColumn(column.Name, TypeNames.Of(column.Type)))])
{
    private readonly FieldType[] _types = [.. columns.Select(column => column.Type.Type)];

    public static MySqlColumn ColumnOf(in ColumnDefinition definition) => new(SessionText.Utf8.Read(definition.Name), definition.ColumnType);

    public override IReadOnlyList<string?> ValuesOf(ReadOnlySpan<byte> row)
    {
        var values = new List<string?>(columns.Count);
        if (format == RowFormat.Text)
        {
            foreach (RowValue value in TextRow.Read(row, columns.Count))
                values.Add(value.IsNull ? null : ValueText.OfText(columns[values.Count].Type, value.Bytes));
        }
        else
        {
            foreach (RowValue value in BinaryRow.Read(row, _types))
                values.Add(value.IsNull ? null : ValueText.OfBinary(columns[values.Count].Type, value.Bytes));
        }
        return values;
    }
}
