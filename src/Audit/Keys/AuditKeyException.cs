namespace WireProxy.Audit.Keys;

/// <summary>A key can not be read, is not there or does not fit.</summary>
public sealed class AuditKeyException(string message, Exception? inner = null) : IOException(message, inner);
