using WireProxy.Audit.Sealing;

namespace WireProxy.Audit.Stores;

/// <summary>What a chunk adds to the catalog: the session as it is then, where its records are, and the texts of its statements.</summary>
public sealed record SessionWrite(SessionEntry Session, SealedChunk Chunk, IReadOnlyList<StatementText> Texts);
