using System.Globalization;
using System.Text;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Protocols.Postgres.Values;
using WireProxy.Recording.Postgres.Values;
using WireProxy.Recording.Reading;

namespace WireProxy.Recording.Postgres;

/// <summary>One column as RowDescription announced it.</summary>
internal readonly record struct PostgresColumn(string Name, uint Type, FieldFormat Format);

/// <summary>The shape of a result, and how its DataRows are read.</summary>
internal sealed class PostgresResult(IReadOnlyList<PostgresColumn> columns)
    : RecordedResult([.. columns.Select(column => new ResultColumn(column.Name, NameOf(column.Type)))])
{
    public static IReadOnlyList<PostgresColumn> ColumnsOf(in RowDescription description)
    {
        var columns = new List<PostgresColumn>(description.Count);
        foreach (RowDescriptionField field in description)
            columns.Add(new PostgresColumn(Encoding.UTF8.GetString(field.Name), field.TypeOid, field.Format));
        return columns;
    }

    /// <summary>The shape of a portal's rows when the client never asked for it by name.</summary>
    /// <param name="portal">Null where the portal came from SQL.</param>
    /// <param name="count">Columns of the first row.</param>
    public static PostgresResult Of(BoundPortal? portal, int? count)
    {
        if (portal?.Described is { } described && (count is null || described.Columns.Count == count))
            return described;
        // Describe of a statement knows names and types; the formats are what Bind asked for.
        if (portal?.Prepared?.Columns is { } known && (count is null || known.Count == count))
            return new PostgresResult([.. known.Select((column, at) => column with { Format = portal.ResultFormat(at) })]);
        return new PostgresResult([.. Enumerable.Range(0, count ?? 0).Select(at => Unnamed(portal, at))]);
    }

    public override IReadOnlyList<string?> ValuesOf(ReadOnlySpan<byte> row)
    {
        var values = new List<string?>(columns.Count);
        foreach (DataRowValue value in DataRow.Read(row))
            values.Add(value.IsNull ? null : Text(values.Count, value.Bytes));
        return values;
    }

    private string Text(int at, ReadOnlySpan<byte> value)
    {
        PostgresColumn column = at < columns.Count ? columns[at] : default;
        return ValueText.Of(column.Type, column.Format, value) ?? "\\x" + Convert.ToHexStringLower(value);
    }

    private static PostgresColumn Unnamed(BoundPortal? portal, int at) =>
        new(string.Create(CultureInfo.InvariantCulture, $"column{at + 1}"), 0, portal?.ResultFormat(at) ?? FieldFormat.Text);

    private static string NameOf(uint type) => TypeName.Find(type) ?? type.ToString(CultureInfo.InvariantCulture);
}
