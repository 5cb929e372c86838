using System.Buffers;
using System.Globalization;
using WireProxy.Audit.Indexing;
using WireProxy.Audit.Records;
using WireProxy.Recording.Reading;

namespace WireProxy.Replay.Exporters.Csv;

/// <summary>Writes the selected results: a header line, then a line per row. What COPY sent out is written as it came.</summary>
internal sealed class CsvResults(ExportWriter writer, CsvSelection selection) : ExportSink(writer)
{
    private long _result;
    private RecordedResult? _written;
    private CopyState _copy;

    /// <summary>Results written so far.</summary>
    public long Count { get; private set; }

    public override void ResultBegan(RunningStatement statement, RecordedResult result)
    {
        if (!Begin("csv"))
            return;
        _written = result;
        Writer.Text(CsvText.Line(result.Columns.Select(column => column.Name)));
    }

    public override void Row(RunningStatement statement, in RecordedRow row)
    {
        if (ReferenceEquals(_written, row.Result) && row.IsWhole)
            Writer.Text(CsvText.Line(row.Values));
    }

    public override void Copied(RunningStatement? statement, in CopiedData data)
    {
        if (data.From == RecordedSide.Client)
            return;
        if (_copy == CopyState.None)
            _copy = Begin("copy") ? CopyState.Written : CopyState.PassedOver;
        if (_copy == CopyState.Written)
            Writer.Bytes.Write(data.Captured);
    }

    public override void ResultEnded(RunningStatement statement, ResultEnd end)
    {
        _written = null;
        _copy = CopyState.None;
    }

    public override void Add(StatementEntry entry, RunningStatement statement) => _result = 0;

    private bool Begin(string extension)
    {
        _result++;
        if (!selection.Has(Seq, _result))
            return false;
        Count++;
        Writer.Begin(string.Create(CultureInfo.InvariantCulture, $"{Seq:000000}-{_result}.{extension}"));
        return true;
    }

    private enum CopyState : byte
    {
        None,
        Written,
        PassedOver,
    }
}
