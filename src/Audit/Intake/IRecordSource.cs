using WireProxy.Audit.Records;

namespace WireProxy.Audit.Intake;

/// <summary>A session's records in the intake, as the sealer sees them: of a live session or of one that recovery found.</summary>
internal interface IRecordSource
{
    SessionId Session { get; }

    /// <summary>The oldest block that is not known to be in the store.</summary>
    IntakeBlock? First { get; }

    /// <summary>No record follows those that are there. Read before the blocks.</summary>
    bool IsEnded { get; }

    /// <summary>Why it ended, when that could not be written as a record.</summary>
    string? UnwrittenEndReason { get; }

    /// <summary>The blocks before this one are in the store.</summary>
    void Forget(IntakeBlock until);

    /// <summary>Takes the session out of a closed segment, which could otherwise not go while the session is idle.</summary>
    void LeaveClosedSegment();
}
