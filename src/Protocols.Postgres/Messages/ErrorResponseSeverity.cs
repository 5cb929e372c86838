namespace WireProxy.Protocols.Postgres.Messages;

/// <summary>Severities that the proxy sends.</summary>
public enum ErrorResponseSeverity : byte
{
    Notice,
    Warning,
    Error,
    /// <summary>The connection ends after it.</summary>
    Fatal,
}
