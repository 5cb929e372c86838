using Spectre.Console;

namespace WireProxy.Cli;

/// <summary>A table: drawn on a terminal, aligned plain text everywhere else.</summary>
internal sealed class SessionsTable(params string[] headers)
{
    private readonly List<string[]> _rows = [];

    public void Add(params string[] cells) => _rows.Add(cells);

    public void Write(TextWriter output)
    {
        if (ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected)
            WriteDrawn();
        else
            WritePlain(output);
    }

    private void WriteDrawn()
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (string header in headers)
            table.AddColumn(Markup.Escape(header));
        foreach (string[] row in _rows)
            table.AddRow(row.Select(Markup.Escape).ToArray());
        AnsiConsole.Write(table);
    }

    private void WritePlain(TextWriter output)
    {
        int[] widths = [.. headers.Select((header, column) => Math.Max(header.Length, _rows.Select(row => row[column].Length).DefaultIfEmpty().Max()))];
        foreach (string[] row in _rows.Prepend(headers))
            output.WriteLine(string.Join("  ", row.Select((cell, column) => column == row.Length - 1 ? cell : cell.PadRight(widths[column]))));
    }
}
