namespace WireProxy.Cli;

/// <summary>What the program's exit codes mean. Scripts rely on the numbers.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;

    /// <summary>Wrong usage or wrong configuration.</summary>
    public const int Usage = 2;

    public const int IntegrityViolation = 3;
    public const int NotFound = 4;
    public const int ReplayDiffered = 5;
}
