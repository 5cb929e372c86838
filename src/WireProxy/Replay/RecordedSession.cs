using System.Runtime.CompilerServices;
using WireProxy.Audit;
using WireProxy.Audit.Records;

namespace WireProxy.Replay;

/// <summary>One recorded session, read as often as needed.</summary>
internal sealed class RecordedSession(AuditArchive archive, SessionId id)
{
    public SessionId Id => id;

    public IAsyncEnumerable<StoredRecord> RecordsAsync(CancellationToken cancellationToken) => archive.ReadRecordsAsync(id, cancellationToken);

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
