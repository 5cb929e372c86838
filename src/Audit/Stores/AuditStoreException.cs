namespace WireProxy.Audit.Stores;

/// <summary>The store can not be read or written now: no room, no permission, another version. Writing is tried again.</summary>
public sealed class AuditStoreException(string message, Exception? inner = null) : IOException(message, inner);
