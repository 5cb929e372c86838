using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;

namespace WireProxy.Audit.Verification;

/// <summary>Says as much as can be said of a chunk that is not what was written: which record is the first bad one.</summary>
internal static class ChangedChunk
{
    public static Finding Describe(Finding finding, ReadOnlySpan<byte> payload)
    {
        try
        {
            var content = new ChunkContent(payload);
            ChunkHeader header = content.Header;
            // The header may be what was changed: it is believed only as far as the catalog agrees.
            if (finding.Session is { } session && header.Session != session)
                return finding;
            finding = finding with { Session = header.Session, Chunk = header.Ordinal };
            if (header.Sealing != ChunkSealing.Hashed || FirstBad(content) is not { } record)
                return finding with { Message = $"chunk {header.Ordinal} of session {header.Session} was changed" };
            return finding with { Message = $"record {record} of session {header.Session} was changed", Record = record };
        }
        catch (AuditIntegrityException)
        {
            return finding;
        }
    }

    private static long? FirstBad(ChunkContent content)
    {
        var records = new RecordReader(content.StoredRecords);
        long next = content.Header.FirstSequence;
        while (records.TryRead(out AuditRecord record))
        {
            if (record.Header.Session != content.Header.Session || record.Header.Sequence < next)
                return next;
            next = record.Header.Sequence + 1;
        }
        return records.AtEnd ? null : next;
    }
}
