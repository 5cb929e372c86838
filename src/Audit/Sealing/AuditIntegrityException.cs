namespace WireProxy.Audit.Sealing;

/// <summary>What the store gave back is not what was written.</summary>
public sealed class AuditIntegrityException(string message) : Exception(message);
