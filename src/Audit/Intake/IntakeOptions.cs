namespace WireProxy.Audit.Intake;

/// <summary>Sizes of the intake.</summary>
internal sealed record IntakeOptions
{
    /// <summary>The folder of the segment files.</summary>
    public required string Folder { get; init; }

    /// <summary>Bytes of one segment file.</summary>
    public int SegmentBytes { get; init; } = 64 << 20;

    /// <summary>Segments that may wait for the sealer. At the limit nothing more is taken; from half of it sessions are slowed.</summary>
    public int MaxSegments { get; init; } = 16;

    /// <summary>A session's first block. Each block it fills doubles the next.</summary>
    public int FirstBlockBytes { get; init; } = 8 << 10;

    /// <summary>No block is larger.</summary>
    public int MaxBlockBytes { get; init; } = 256 << 10;
}
