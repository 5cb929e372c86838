namespace WireProxy.Replay.Sandbox;

/// <summary>How a replay to a sandbox went.</summary>
/// <param name="Statements">Statements that were sent again.</param>
/// <param name="Different">How many of them were answered otherwise.</param>
/// <param name="Refused">Statements that were not sent: policy refused them, or they name something of the recorded server.</param>
/// <param name="Differences">The first differences.</param>
internal sealed record SandboxResult(long Statements, long Different, long Refused, IReadOnlyList<Difference> Differences);
