using WireProxy.Audit.Intake;

namespace WireProxy.Audit;

/// <summary>What a recorded byte survives before it is passed on.</summary>
public enum Durability
{
    /// <summary>The death of the proxy: it is in the page cache.</summary>
    Process,

    /// <summary>The loss of power: it is on the disk.</summary>
    Power,
}

/// <summary>Settings of the audit log.</summary>
public sealed record AuditLogOptions
{
    /// <summary>The audit folder; created. Holds the intake and, for the embedded store, the database.</summary>
    public required string Path { get; init; }

    public Durability Durability { get; init; } = Durability.Process;

    /// <summary>Bytes of one intake segment.</summary>
    public int SegmentBytes { get; init; } = 64 << 20;

    /// <summary>Segments that may wait for the store; then sessions end.</summary>
    public int MaxSegments { get; init; } = 16;

    /// <summary>How long records wait for others before they are sealed.</summary>
    public TimeSpan ChunkAge { get; init; } = TimeSpan.FromSeconds(1);

    internal ISegmentFiles SegmentFiles { get; init; } = new DiskSegmentFiles();

    internal string IntakePath => System.IO.Path.Combine(Path, "intake");
}
