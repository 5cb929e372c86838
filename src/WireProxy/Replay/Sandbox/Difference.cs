namespace WireProxy.Replay.Sandbox;

/// <summary>One thing that a sandbox answered otherwise.</summary>
/// <param name="Statement">Which of the recorded statements, counted as <c>sessions show</c> does.</param>
/// <param name="Sql">Its text.</param>
/// <param name="What">Where and how they differ.</param>
internal sealed record Difference(long Statement, string Sql, string What);
