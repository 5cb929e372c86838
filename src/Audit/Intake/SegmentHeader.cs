using System.Buffers.Binary;
using WireProxy.Audit.Records;

namespace WireProxy.Audit.Intake;

/// <summary>First 4 KiB of a segment file: magic, version, nonce, CRC32C; the rest zero (docs/audit-format.md, "Intake segment").</summary>
internal readonly record struct SegmentHeader(ulong Nonce)
{
    /// <summary>Bytes before the first block.</summary>
    public const int Size = 4096;

    private const int Version = 1;
    private const int Checked = 24;

    private static ReadOnlySpan<byte> Magic => "WPINTAKE"u8;

    public void Write(Span<byte> segment)
    {
        Magic.CopyTo(segment);
        BinaryPrimitives.WriteInt32LittleEndian(segment[8..], Version);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[16..], Nonce);
        BinaryPrimitives.WriteUInt32LittleEndian(segment[Checked..], Crc32C.Compute(segment[..Checked]));
    }

    public static bool TryRead(ReadOnlySpan<byte> segment, out SegmentHeader header)
    {
        header = default;
        if (segment.Length < Size || !segment.StartsWith(Magic)
            || BinaryPrimitives.ReadInt32LittleEndian(segment[8..]) != Version
            || BinaryPrimitives.ReadUInt32LittleEndian(segment[Checked..]) != Crc32C.Compute(segment[..Checked]))
            return false;
        header = new SegmentHeader(BinaryPrimitives.ReadUInt64LittleEndian(segment[16..]));
        return true;
    }
}
