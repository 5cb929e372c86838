using WireProxy.Audit.Records;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.Sealing;

/// <summary>The chain of one session's chunks: each carries the hash of the one before.</summary>
internal sealed class SessionChain(StoredPosition? stored)
{
    public long NextOrdinal { get; private set; } = (stored?.LastOrdinal ?? 0) + 1;

    public Digest Head { get; private set; } = stored?.Head ?? default;

    public void Extend(Digest hash)
    {
        Head = hash;
        NextOrdinal++;
    }
}
