using WireProxy.Audit.Indexing;

namespace WireProxy.Audit;

/// <summary>What the log is put together from besides its store.</summary>
internal sealed record AuditParts(ISessionIndexerFactory Indexers, TimeProvider Time);
