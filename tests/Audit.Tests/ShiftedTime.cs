namespace WireProxy.Audit.Tests;

/// <summary>The system's clock, some time ahead or behind; what has passed is measured as always.</summary>
internal sealed class ShiftedTime(TimeSpan shift) : TimeProvider
{
    public TimeSpan Shift { get; set; } = shift;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;

    /// <summary>Noon, some days from now: no test then runs over the end of a day.</summary>
    public static ShiftedTime NoonIn(int days)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        return new ShiftedTime(new DateTimeOffset(now.UtcDateTime.Date.AddDays(days).AddHours(12), TimeSpan.Zero) - now);
    }
}
