namespace WireProxy.Configuration;

/// <summary>What one proxy or one session may use.</summary>
internal sealed record LimitsOptions
{
    /// <summary>The largest message that is read as a whole; larger ones of an inspected kind are refused.</summary>
    public int MaxInspectedFrameBytes { get; init; } = 16 * 1024 * 1024;

    public int MaxSessions { get; init; } = 10_000;

    /// <summary>From accepting a connection to the server's first ready-for-query.</summary>
    public TimeSpan LoginTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Messages of one session that wait for their reply: what bounds the reply queue.</summary>
    public int MaxPipelinedMessages { get; init; } = 65_536;
}
