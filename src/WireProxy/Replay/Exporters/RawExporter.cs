using WireProxy.Audit.Records;

namespace WireProxy.Replay.Exporters;

/// <summary>Exactly the bytes that one side sent, secrets as zeros.</summary>
internal sealed class RawExporter(RecordedSide side) : ISessionExporter
{
    public async Task ExportAsync(RecordedSession session, IExportTarget target, CancellationToken cancellationToken)
    {
        RecordKind kind = side == RecordedSide.Client ? RecordKind.ClientBytes : RecordKind.ServerBytes;
        Stream output = await target.OpenAsync("raw");
        await foreach (StoredRecord record in session.RecordsAsync(cancellationToken))
        {
            if (record.Kind == kind)
                await output.WriteAsync(record.Bytes, cancellationToken);
        }
    }
}
