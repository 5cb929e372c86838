namespace WireProxy.Tests.Replay.Terminal;

/// <summary>A clock whose timers go off at once; what they were to wait is kept.</summary>
internal sealed class WaitedTime : TimeProvider
{
    public List<TimeSpan> Waits { get; } = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Waits.Add(dueTime);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
