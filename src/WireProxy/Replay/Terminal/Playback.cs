namespace WireProxy.Replay.Terminal;

/// <summary>How a session is played to a person.</summary>
internal sealed record Playback
{
    /// <summary>How many times as fast as it was.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>What happened before this time of the session is passed over.</summary>
    public TimeSpan From { get; init; }

    /// <summary>No pause is longer than this.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.MaxValue;

    /// <summary>Rows shown of one result; the rest is counted.</summary>
    public long Rows { get; init; } = 100;
}
