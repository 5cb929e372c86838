namespace WireProxy.Sessions;

/// <summary>What a client is told when its session can not go on; each protocol has its own frame for it.</summary>
/// <param name="Message">For the client's eyes.</param>
internal sealed record SessionError(string Message)
{
    /// <summary>Null where the reason for the end decides.</summary>
    public string? SqlState { get; init; }

    /// <summary>MySQL's error number; null where the reason for the end decides.</summary>
    public ushort? ErrorCode { get; init; }

    /// <summary>What to do about it.</summary>
    public string? Hint { get; init; }
}
