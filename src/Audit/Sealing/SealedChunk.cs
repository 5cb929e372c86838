using WireProxy.Audit.Records;

namespace WireProxy.Audit.Sealing;

/// <summary>A chunk as the store keeps it.</summary>
/// <param name="Session">Whose records these are.</param>
/// <param name="Ordinal">Position among the session's chunks, from 1.</param>
/// <param name="FirstSequence">First record.</param>
/// <param name="LastSequence">Last record.</param>
/// <param name="Hash">SHA-256 of <paramref name="Bytes"/>; the next chunk carries it.</param>
/// <param name="Bytes">The chunk (docs/audit-format.md, "Chunk").</param>
public sealed record SealedChunk(
    SessionId Session, long Ordinal, long FirstSequence, long LastSequence, Digest Hash, ReadOnlyMemory<byte> Bytes);
