namespace WireProxy.Replay.Driver;

/// <summary>How a replay to a driver went.</summary>
/// <param name="Messages">Messages of the driver that were as recorded.</param>
/// <param name="Difference">The first thing that was not; null when the whole session was replayed.</param>
internal sealed record ReplayResult(long Messages, string? Difference);
