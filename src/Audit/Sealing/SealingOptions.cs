namespace WireProxy.Audit.Sealing;

/// <summary>When records become chunks.</summary>
internal sealed record SealingOptions
{
    /// <summary>No chunk's records take more. At least as much as the largest record.</summary>
    public int ChunkBytes { get; init; } = 256 << 10;

    /// <summary>How long after a session's last chunk its records wait for others.</summary>
    public TimeSpan ChunkAge { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A session with this much is sealed before its time.</summary>
    public int EagerBytes => ChunkBytes;

    /// <summary>Bytes of one transaction.</summary>
    public int BatchBytes { get; init; } = 8 << 20;
}
