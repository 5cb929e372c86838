namespace WireProxy.Audit;

/// <summary>How the audit log does.</summary>
/// <param name="WaitingSegments">Intake segments that are not in the store yet.</param>
/// <param name="OpenSessions">Sessions that record.</param>
/// <param name="Fault">Why the store does not take records, or what else went wrong; null when all is well.</param>
public sealed record AuditHealth(int WaitingSegments, int OpenSessions, string? Fault);
