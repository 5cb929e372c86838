using WireProxy.Audit.Records;

namespace WireProxy.Audit.Ledger;

/// <summary>One entry of a ledger.</summary>
public sealed record LedgerFrame(FrameHeader Header, ReadOnlyMemory<byte> Payload)
{
    public FrameKind Kind => Header.Kind;

    public long Position => Header.Position;
}

/// <summary>The place after which a ledger goes on. The default is before its first frame.</summary>
public readonly record struct LedgerPosition(long Position, Digest Link)
{
    /// <summary>The header of the frame that comes next.</summary>
    public FrameHeader Next(FrameKind kind, ReadOnlySpan<byte> payload, Digest payloadHash, long unixMicroseconds) => new FrameHeader
    {
        Kind = kind,
        PayloadLength = payload.Length,
        Position = Position + 1,
        UnixMicroseconds = unixMicroseconds,
        PayloadHash = payloadHash,
    }.After(Link);
}
