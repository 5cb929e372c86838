using WireProxy.Audit.Intake;
using WireProxy.Audit.Keys;
using WireProxy.Audit.Ledger;

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
    /// <summary>The audit folder; created. Holds the intake and, for the embedded store, ledgers and catalogs.</summary>
    public required string Path { get; init; }

    public Durability Durability { get; init; } = Durability.Process;

    /// <summary>Null: chunks are not encrypted.</summary>
    public KeyRing? Keys { get; init; }

    /// <summary>Null: the chain of hashes is not signed. The log disposes of it.</summary>
    public SigningKey? Signing { get; init; }

    /// <summary>How long the ledger's frames wait for a signature.</summary>
    public TimeSpan HeadInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a signing key is used before the next takes its place.</summary>
    public TimeSpan StepInterval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Gets each signed head. The log disposes of it.</summary>
    public IHeadWitness? Witness { get; init; }

    public RetentionPolicy Retention { get; init; } = new();

    /// <summary>Who writes, as the ledger names it.</summary>
    public WriterStarted Program { get; init; } = new("wireproxy", typeof(AuditLogOptions).Assembly.GetName().Version?.ToString(3) ?? "");

    /// <summary>Bytes of one intake segment.</summary>
    public int SegmentBytes { get; init; } = 64 << 20;

    /// <summary>Segments that may wait for the store; then sessions end.</summary>
    public int MaxSegments { get; init; } = 16;

    /// <summary>How long records wait for others before they are sealed.</summary>
    public TimeSpan ChunkAge { get; init; } = TimeSpan.FromSeconds(1);

    internal const string IntakeName = "intake";

    internal ISegmentFiles SegmentFiles { get; init; } = new DiskSegmentFiles();

    internal string IntakePath => System.IO.Path.Combine(Path, IntakeName);
}
