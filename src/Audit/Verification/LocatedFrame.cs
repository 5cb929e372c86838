using WireProxy.Audit.Ledger;

namespace WireProxy.Audit.Verification;

/// <summary>What a store found where a frame should be.</summary>
public enum FrameState
{
    Whole,

    /// <summary>The bytes are no frame header, or the payload goes past the end. Nothing after it can be found.</summary>
    Unreadable,

    /// <summary>The padding behind the payload is not zero.</summary>
    BadPadding,

    /// <summary>The file does not begin as a ledger does.</summary>
    BadBeginning,
}

/// <summary>A frame and where it stands. The payload is valid until the next page is read.</summary>
public readonly record struct LocatedFrame(FrameState State, DateOnly Day, long Offset, FrameHeader Header, ReadOnlyMemory<byte> Payload);

/// <summary>Some consecutive frames, read in one go.</summary>
public sealed record FramePage(IReadOnlyList<LocatedFrame> Frames, long Bytes);
