using WireProxy.Audit.Records;

namespace WireProxy.Audit.Stores;

/// <summary>How far a session is in the store.</summary>
/// <param name="LastSequence">Its last record.</param>
/// <param name="LastOrdinal">Its last chunk.</param>
/// <param name="Head">That chunk's hash.</param>
public sealed record StoredPosition(long LastSequence, long LastOrdinal, Digest Head);
