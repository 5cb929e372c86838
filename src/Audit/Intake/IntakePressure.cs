namespace WireProxy.Audit.Intake;

/// <summary>How full the intake is.</summary>
internal enum PressureLevel
{
    Normal,
    High,
}

/// <summary>Slows the producers while the sealer is behind; a store that stays away does not hold them for ever.</summary>
internal sealed class IntakePressure
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private volatile TaskCompletionSource? _relief;

    public PressureLevel Level => _relief is null ? PressureLevel.Normal : PressureLevel.High;

    /// <summary>Called under the lock of the pool.</summary>
    public void Set(PressureLevel level)
    {
        if (level == Level)
            return;
        TaskCompletionSource? relieved = _relief;
        _relief = level == PressureLevel.High ? new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) : null;
        relieved?.TrySetResult();
    }

    public ValueTask WaitAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        TaskCompletionSource? relief = _relief;
        return relief is null ? default : WaitAsync(relief.Task, time, cancellationToken);
    }

    private static async ValueTask WaitAsync(Task relief, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await relief.WaitAsync(LongestWait, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Carries on, and fails at the hard limit with an error that says why.
        }
    }
}
