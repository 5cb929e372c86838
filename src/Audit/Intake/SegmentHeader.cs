using System.Buffers.Binary;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using WireProxy.Audit.Records;

namespace WireProxy.Audit.Intake;

/// <summary>First 4 KiB of a segment file: magic, version, nonce, CRC32C; the rest zero (docs/audit-format.md, "Intake segment").</summary>
internal readonly record struct SegmentHeader(ulong Nonce)
{
    /// <summary>Bytes before the first block.</summary>
    public const int Size = 4096;

    private const int Version = 1;
    private const int NonceAt = 16;
    private const int Checked = 24;

    private static ReadOnlySpan<byte> Magic => "WPINTAKE"u8;

    public static SegmentHeader Create() => new(BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))));

    public void Write(Span<byte> segment)
    {
        Magic.CopyTo(segment);
        BinaryPrimitives.WriteInt32LittleEndian(segment[8..], Version);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[NonceAt..], Nonce);
        BinaryPrimitives.WriteUInt32LittleEndian(segment[Checked..], Crc32C.Compute(segment[..Checked]));
    }

    /// <summary>
    /// Puts this in the place of another header. Nonce and checksum lie in one aligned store of 16 bytes, between two
    /// instructions of which a process can be killed: there is the old header or the new one.
    /// </summary>
    public void Replace(Span<byte> segment)
    {
        Span<byte> header = stackalloc byte[2 * Vector128<byte>.Count];
        header.Clear();
        Write(header);
        Vector128.Create<byte>(header[NonceAt..]).CopyTo(segment[NonceAt..]);
    }

    public static bool TryRead(ReadOnlySpan<byte> segment, out SegmentHeader header)
    {
        header = default;
        if (segment.Length < Size || !segment.StartsWith(Magic)
            || BinaryPrimitives.ReadInt32LittleEndian(segment[8..]) != Version
            || BinaryPrimitives.ReadUInt32LittleEndian(segment[Checked..]) != Crc32C.Compute(segment[..Checked]))
            return false;
        header = new SegmentHeader(BinaryPrimitives.ReadUInt64LittleEndian(segment[NonceAt..]));
        return true;
    }
}
