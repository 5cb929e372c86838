namespace WireProxy.Recording.Reading;

/// <summary>What of a session is read.</summary>
internal enum ReadingDepth : byte
{
    /// <summary>Statements and what became of them; rows are counted.</summary>
    Statements,

    /// <summary>Parameters, columns and rows, too.</summary>
    Values,
}

/// <summary>How a session is read.</summary>
/// <param name="Depth">What is read.</param>
/// <param name="CaptureLimit">No more of one message is kept, so that any session takes a known amount of memory.</param>
internal sealed record ReadingOptions(ReadingDepth Depth, int CaptureLimit)
{
    /// <summary>For the catalog: all of a statement's text is in the recording.</summary>
    public static ReadingOptions Catalog { get; } = new(ReadingDepth.Statements, 64 << 10);

    /// <summary>For a person to look at.</summary>
    public static ReadingOptions Terminal { get; } = new(ReadingDepth.Values, 64 << 10);

    /// <summary>For another program, which wants all of it.</summary>
    public static ReadingOptions Export { get; } = new(ReadingDepth.Values, 512 << 20);
}
