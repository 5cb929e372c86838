using WireProxy.Audit.Records;

namespace WireProxy.Audit.Indexing;

/// <summary>Lists the proxy's own events as if they were statements, so that they are shown and found like them.</summary>
internal sealed class SystemSessionIndexer : ISessionIndexer
{
    private long _seq;

    public void Read(in AuditRecord record, SessionIndex index)
    {
        if (record.Kind != RecordKind.Event || RecordPayload.ReadEvent(record.Bytes) is not { } happened)
            return;
        index.Add(new StatementEntry
        {
            Seq = ++_seq,
            At = record.Header.At,
            Sql = happened.Detail is null ? happened.Name : $"{happened.Name}: {happened.Detail}",
            Kind = "Event",
        });
    }
}
