using System.Globalization;
using System.Text;
using WireProxy.Audit.Records;
using WireProxy.Cli;
using WireProxy.Recording.Reading;

namespace WireProxy.Replay.Terminal;

/// <summary>Puts a recorded session into words, whatever its protocol.</summary>
internal sealed class Transcript(TranscriptLines lines, long shownRows) : SessionSink
{
    private const int RowsAtATime = 200;
    private const int LongestValue = 200;

    private OutputTable? _table;
    private long _rows;

    public override void Sent(RunningStatement statement)
    {
        Flush();
        string text = statement.KnownText.Sql;
        if (statement.Role == StatementRole.Runs)
            lines.Client(text + Parameters(statement.Bound));
        else if (statement.Role == StatementRole.Prepares)
            lines.Client("(prepare) " + text);
    }

    public override void ResultBegan(RunningStatement statement, RecordedResult result)
    {
        Flush();
        _rows = 0;
        _table = TableOf(result);
    }

    public override void Row(RunningStatement statement, in RecordedRow row)
    {
        if (++_rows > shownRows)
            return;
        if (!row.IsWhole)
        {
            Flush();
            lines.Server(string.Create(CultureInfo.InvariantCulture, $"a row of {row.Length} bytes"));
            return;
        }
        if (_table is { Count: >= RowsAtATime })
            Flush();
        _table ??= TableOf(row.Result);
        _table.Add(Cells(row));
    }

    public override void ResultEnded(RunningStatement statement, ResultEnd end)
    {
        Flush();
        string unshown = _rows > shownRows ? string.Create(CultureInfo.InvariantCulture, $", {_rows - shownRows} of the rows not shown") : "";
        lines.Server($"({end.Text}{unshown})");
        _rows = 0;
    }

    public override void Failed(RunningStatement? statement, RecordedError error)
    {
        Flush();
        lines.Server($"ERROR {error}");
    }

    public override void Noticed(RecordedError notice)
    {
        Flush();
        lines.Server($"NOTICE {notice}");
    }

    public override void Copied(RunningStatement? statement, in CopiedData data)
    {
        Flush();
        if (data.From == RecordedSide.Client)
            lines.Client(string.Create(CultureInfo.InvariantCulture, $"copy data, {data.Length} bytes"));
        else
            lines.Server(Encoding.UTF8.GetString(data.Captured));
    }

    public override void Left()
    {
        Flush();
        lines.Client("(goodbye)");
    }

    /// <summary>Shows the rows that are waiting for others.</summary>
    public void Flush()
    {
        if (_table is { } table)
            lines.Server(table);
        _table = null;
    }

    private static OutputTable TableOf(RecordedResult result) =>
        new([.. result.Columns.Select(column => SessionsWords.Line(column.Name, LongestValue))]) { Separator = " | " };

    // One for each column, whatever a damaged row has.
    private static string[] Cells(in RecordedRow row)
    {
        IReadOnlyList<string?> values = row.Values;
        return [.. row.Result.Columns.Select((_, at) => at < values.Count ? Cell(values[at]) : "")];
    }

    private static string Cell(string? value) => value is null ? "NULL" : SessionsWords.Line(value, LongestValue);

    private static string Parameters(BoundValues? bound)
    {
        if (bound?.Read() is not { Count: > 0 } parameters)
            return "";
        IEnumerable<string> shown = parameters.Select((parameter, at) => string.Create(CultureInfo.InvariantCulture, $"{at + 1}: {Cell(parameter.Text)}"));
        return $"  [{string.Join(", ", shown)}]";
    }
}
