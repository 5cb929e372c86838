using WireProxy.Audit.Ledger;
using WireProxy.Audit.Records;

namespace WireProxy.Audit.Verification;

/// <summary>What a store is held against.</summary>
public sealed record VerifyRequest
{
    /// <summary>The auditor's public keys; with any, everything must be signed by a line that begins with one of them.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> PublicKeys { get; init; } = [];

    /// <summary>Heads that a witness kept.</summary>
    public IReadOnlyList<SignedHead> Witnessed { get; init; } = [];

    /// <summary>Only this session's chunks are hashed; the chain is followed all the same.</summary>
    public SessionId? Session { get; init; }

    /// <summary>Bytes that were read so far, and how many there are.</summary>
    public IProgress<(long Done, long Total)>? Progress { get; init; }
}

/// <summary>What verification found.</summary>
public sealed record VerifyReport
{
    /// <summary>The first is the first that is wrong in the order of the ledger.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    public bool IsIntact => Findings.Count == 0;

    public long Frames { get; init; }

    public long Chunks { get; init; }

    public long Sessions { get; init; }

    public long Bytes { get; init; }

    /// <summary>Sessions that were shredded.</summary>
    public long Shredded { get; init; }

    /// <summary>Days that retention took.</summary>
    public long ErasedDays { get; init; }

    /// <summary>Frames that a trusted signature covers.</summary>
    public long SignedFrames { get; init; }

    /// <summary>What a person should know although it is no violation.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
