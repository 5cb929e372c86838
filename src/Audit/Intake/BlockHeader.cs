using System.Buffers.Binary;
using WireProxy.Audit.Records;

namespace WireProxy.Audit.Intake;

/// <summary>
/// First 64 bytes of a block: the part of a segment that belongs to one session. Carries the segment's nonce, so that bytes
/// a peer sent can never pass for a block.
/// </summary>
internal readonly record struct BlockHeader(ulong Nonce, SessionId Session, long FirstSequence, int BlockSize)
{
    /// <summary>Bytes before the first record of a block.</summary>
    public const int Size = 64;

    /// <summary>Blocks start at, and are, multiples of this.</summary>
    public const int Granularity = 4096;

    private const int Checked = 44;

    private static ReadOnlySpan<byte> Magic => "WPBLOCK1"u8;

    public void Write(Span<byte> block)
    {
        Magic.CopyTo(block);
        BinaryPrimitives.WriteUInt64LittleEndian(block[8..], Nonce);
        Session.Write(block[16..]);
        BinaryPrimitives.WriteInt64LittleEndian(block[32..], FirstSequence);
        BinaryPrimitives.WriteInt32LittleEndian(block[40..], BlockSize);
        BinaryPrimitives.WriteUInt32LittleEndian(block[Checked..], Crc32C.Compute(block[..Checked]));
    }

    public static bool TryRead(ReadOnlySpan<byte> block, ulong nonce, out BlockHeader header)
    {
        header = default;
        if (block.Length < Size || !block.StartsWith(Magic)
            || BinaryPrimitives.ReadUInt64LittleEndian(block[8..]) != nonce
            || BinaryPrimitives.ReadUInt32LittleEndian(block[Checked..]) != Crc32C.Compute(block[..Checked]))
            return false;
        header = new BlockHeader(
            nonce,
            SessionId.Read(block[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(block[32..]),
            BinaryPrimitives.ReadInt32LittleEndian(block[40..]));
        return header.BlockSize >= Granularity && header.BlockSize % Granularity == 0 && header.BlockSize <= block.Length;
    }
}
