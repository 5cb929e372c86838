namespace WireProxy.Audit.Intake;

/// <summary>What a session waits for between recording and passing on: the sealer when it is behind, the disk when asked for.</summary>
internal sealed class IntakeGate(IntakePressure pressure, GroupCommit? commit, TimeProvider time)
{
    public ValueTask PassAsync(SessionIntake session, CancellationToken cancellationToken)
    {
        if (commit is not null)
            return FlushAsync(commit, session, cancellationToken);
        return pressure.WaitAsync(time, cancellationToken);
    }

    /// <summary>Waits while the sealer is behind, and for nothing else.</summary>
    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken) => pressure.WaitAsync(time, cancellationToken);

    private async ValueTask FlushAsync(GroupCommit flush, SessionIntake session, CancellationToken cancellationToken)
    {
        session.MarkUnflushed();
        await flush.FlushAsync(cancellationToken);
        await pressure.WaitAsync(time, cancellationToken);
    }
}
