using WireProxy.Sql.Parsing.Ast;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>What <c>INSERT .. AS alias (columns)</c> calls the row that was to be inserted.</summary>
internal sealed record InsertedRow(string? Alias, List<string>? Columns)
{
    /// <summary>Its values came with the statement, so that storing them moves nothing.</summary>
    public bool Has(ColumnReference column) =>
        column.Table is { } table
            ? Alias is not null && string.Equals(table, Alias, StringComparison.OrdinalIgnoreCase)
            : Columns is not null && Columns.Contains(column.Column, StringComparer.OrdinalIgnoreCase);
}
