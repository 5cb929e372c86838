namespace WireProxy.Audit.Intake;

/// <summary>What an earlier process left in the intake.</summary>
/// <param name="Segments">Its files, all closed.</param>
/// <param name="Sessions">The sessions with records in them.</param>
/// <param name="LastNumber">The highest segment number in use.</param>
internal sealed record RecoveredIntake(IReadOnlyList<IntakeSegment> Segments, IReadOnlyList<RecoveredSession> Sessions, long LastNumber);
