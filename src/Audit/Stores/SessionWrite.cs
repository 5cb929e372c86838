using WireProxy.Audit.Indexing;
using WireProxy.Audit.Sealing;

namespace WireProxy.Audit.Stores;

/// <summary>What one transaction adds to one session: a chunk, the statements that became known with it, and the session as it is then.</summary>
public sealed record SessionWrite(SessionEntry Session, SealedChunk Chunk, IReadOnlyList<StatementEntry> Statements);
