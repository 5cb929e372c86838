using WireProxy.Audit.Keys;

namespace WireProxy.Audit.Sealing;

/// <summary>A session's key, with the wrapped copy that the store keeps.</summary>
internal sealed record SessionSecret(SessionKey Key, byte[] Wrapped);
