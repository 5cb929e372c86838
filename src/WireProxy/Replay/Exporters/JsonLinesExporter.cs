namespace WireProxy.Replay.Exporters;

/// <summary>What of the results an export has.</summary>
internal enum ExportedRows : byte
{
    Counted,
    Written,
}

/// <summary>One JSON object per line: the session, its events, and its statements as they end; on demand every row.</summary>
internal sealed class JsonLinesExporter(ExportedRows rows) : ISessionExporter
{
    public async Task ExportAsync(RecordedSession session, IExportTarget target, CancellationToken cancellationToken)
    {
        var writer = new ExportWriter("jsonl");
        var lines = new JsonLines(writer, rows);
        lines.Session(session.Entry);
        await lines.RunAsync(session, target, cancellationToken);
    }
}
