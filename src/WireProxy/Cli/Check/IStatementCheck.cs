namespace WireProxy.Cli.Check;

/// <summary>
/// Judges texts as a session under one policy would, with the server's default settings. Without its catalog every relation
/// may hold masked columns: where serve could know better, this refuses.
/// </summary>
internal interface IStatementCheck
{
    CheckedText Run(ReadOnlySpan<byte> text);
}
