using Spectre.Console;

namespace WireProxy.Cli;

/// <summary>A table: drawn on a terminal, aligned plain text everywhere else.</summary>
internal sealed class OutputTable(params string[] headers)
{
    private readonly List<string[]> _rows = [];

    /// <summary>What stands between two columns of plain text.</summary>
    public string Separator { get; init; } = "  ";

    public int Count => _rows.Count;

    /// <summary>Whether a person sees this, and not a file or another program.</summary>
    public static bool IsDrawn(TextWriter output) => ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;

    public void Add(params string[] cells) => _rows.Add(cells);

    public void Write(TextWriter output)
    {
        if (IsDrawn(output))
            WriteDrawn();
        else
            foreach (string line in Lines())
                output.WriteLine(line);
    }

    /// <summary>The table as plain text.</summary>
    public IEnumerable<string> Lines()
    {
        int[] widths = [.. headers.Select((header, column) => Math.Max(header.Length, _rows.Select(row => row[column].Length).DefaultIfEmpty().Max()))];
        foreach (string[] row in _rows.Prepend(headers))
            yield return string.Join(Separator, row.Select((cell, column) => column == row.Length - 1 ? cell : cell.PadRight(widths[column])));
    }

    public void WriteDrawn()
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (string header in headers)
            table.AddColumn(Markup.Escape(header));
        foreach (string[] row in _rows)
            table.AddRow(row.Select(Markup.Escape).ToArray());
        AnsiConsole.Write(table);
    }
}
