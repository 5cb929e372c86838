using WireProxy.Audit.Records;

namespace WireProxy.Audit.Intake;

/// <summary>A session that an earlier process did not finish.</summary>
internal sealed class RecoveredSession(SessionId session, IntakeBlock? first) : IRecordSource
{
    /// <summary>The end reason of sessions whose proxy was killed.</summary>
    public const string Reason = "the proxy stopped without ending the session";

    public SessionId Session => session;

    public IntakeBlock? First { get; private set; } = first;

    public bool IsEnded => true;

    public string? UnwrittenEndReason => Reason;

    public void Forget(IntakeBlock until) => First = until;

    public void LeaveClosedSegment()
    {
    }
}
