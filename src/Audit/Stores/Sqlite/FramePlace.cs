using WireProxy.Audit.Ledger;

namespace WireProxy.Audit.Stores.Sqlite;

/// <summary>A frame in a day's ledger file.</summary>
/// <param name="Write">The frame, and what the catalog gets of it.</param>
/// <param name="At">Offset of the frame.</param>
internal readonly record struct FramePlace(LedgerWrite Write, long At)
{
    public FrameHeader Header => Write.Frame.Header;

    public long PayloadAt => At + FrameHeader.Size;

    public long End => At + Header.FrameSize;
}

/// <summary>How far a ledger file goes, or how much of it the catalog knows.</summary>
internal readonly record struct LedgerExtent(LedgerPosition Position, long Bytes);
