namespace WireProxy.Configuration.Readers;

/// <summary>Reads <c>Limits</c>.</summary>
internal static class LimitsReader
{
    // PostgreSQL's own limit on the length word of Query, Parse and Bind.
    private const int LargestFrame = 1_073_741_822;

    public static LimitsOptions Read(SectionReader section)
    {
        var defaults = new LimitsOptions();
        var limits = new LimitsOptions
        {
            MaxInspectedFrameBytes = section.Number("MaxInspectedFrameBytes", defaults.MaxInspectedFrameBytes, 1024, LargestFrame),
            MaxSessions = section.Number("MaxSessions", defaults.MaxSessions, 1, 1_000_000),
            LoginTimeout = section.Value("LoginTimeout", defaults.LoginTimeout, ScalarParsers.Duration),
            MaxPipelinedMessages = section.Number("MaxPipelinedMessages", defaults.MaxPipelinedMessages, 16, 16 * 1024 * 1024),
        };
        section.RejectUnknownKeys();
        return limits;
    }
}
