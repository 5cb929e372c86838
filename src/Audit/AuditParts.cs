using WireProxy.Audit.Indexing;
using WireProxy.Audit.Sealing;

namespace WireProxy.Audit;

/// <summary>What the log is put together from besides its store.</summary>
internal sealed record AuditParts(ISessionIndexerFactory Indexers, IChunkSealer ChunkSealer, TimeProvider Time);
