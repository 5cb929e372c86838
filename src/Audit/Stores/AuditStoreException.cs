namespace WireProxy.Audit.Stores;

/// <summary>The store can not be read or written now: no room, no permission, another version. Writing is tried again.</summary>
public sealed class AuditStoreException(string message, Exception? inner = null) : IOException(message, inner)
{
    /// <summary>What is there is not a database at all, or is one no more.</summary>
    internal bool IsDamage { get; init; }
}
