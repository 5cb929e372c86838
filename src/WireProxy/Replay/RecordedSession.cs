using System.Runtime.CompilerServices;
using WireProxy.Audit;
using WireProxy.Audit.Records;
using WireProxy.Audit.Stores;

namespace WireProxy.Replay;

/// <summary>One recorded session, read as often as needed.</summary>
internal sealed class RecordedSession(AuditArchive archive, SessionEntry entry)
{
    public SessionId Id => entry.Id;

    public SessionEntry Entry => entry;

    public IAsyncEnumerable<StoredRecord> RecordsAsync(CancellationToken cancellationToken) => archive.ReadRecordsAsync(entry.Id, cancellationToken);

    /// <summary>The client's bytes from an offset on.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ClientBytesAsync(long from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (StoredRecord record in RecordsAsync(cancellationToken))
        {
            if (record.Kind != RecordKind.ClientBytes)
                continue;
            int skipped = (int)Math.Min(from, record.Bytes.Length);
            from -= skipped;
            if (skipped < record.Bytes.Length)
                yield return record.Bytes[skipped..];
        }
    }
}
