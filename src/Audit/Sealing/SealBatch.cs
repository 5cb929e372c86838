using WireProxy.Audit.Stores;

namespace WireProxy.Audit.Sealing;

/// <summary>What goes to the store in one transaction. It stays as it is until the store has it: the indexers are past it.</summary>
internal sealed class SealBatch
{
    private readonly List<SessionWrite> _writes = [];
    private readonly HashSet<SessionSealing> _sessions = [];

    public int Bytes { get; private set; }

    public IReadOnlyList<SessionWrite> Writes => _writes;

    public void Add(SessionSealing session, SessionWrite write)
    {
        _writes.Add(write);
        _sessions.Add(session);
        Bytes += write.Chunk.Bytes.Length;
    }

    /// <summary>The store has it: gives the intake and the buffers back.</summary>
    public void Stored()
    {
        foreach (SessionSealing session in _sessions)
            session.Stored();
        foreach (SessionWrite write in _writes)
            ChunkPacker.Return(write.Chunk);
        _writes.Clear();
        _sessions.Clear();
        Bytes = 0;
    }
}
