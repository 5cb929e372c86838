using WireProxy.Audit.Ledger;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.Sealing;

/// <summary>What goes to the store in one transaction. It stays as it is until the store has it: the indexers are past it.</summary>
internal sealed class SealBatch(LedgerWriter ledger)
{
    private readonly List<SealedChunk> _chunks = [];
    private readonly HashSet<SessionSealing> _sessions = [];

    public long Bytes { get; private set; }

    public bool IsEmpty => _chunks.Count == 0;

    public void Add(SessionSealing session, SessionWrite write)
    {
        Bytes += ledger.Add(write, session.Secret?.Wrapped);
        _chunks.Add(write.Chunk);
        _sessions.Add(session);
    }

    /// <summary>The store has it: gives the intake and the buffers back.</summary>
    public void Stored()
    {
        foreach (SessionSealing session in _sessions)
            session.Stored();
        foreach (SealedChunk chunk in _chunks)
            ChunkPacker.Return(chunk);
        _chunks.Clear();
        _sessions.Clear();
        Bytes = 0;
    }
}
