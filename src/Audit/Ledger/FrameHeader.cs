using System.Buffers.Binary;
using WireProxy.Audit.Records;

namespace WireProxy.Audit.Ledger;

/// <summary>First 96 bytes of a frame (docs/audit-format.md, "Frame").</summary>
public readonly record struct FrameHeader
{
    /// <summary>Bytes of the header.</summary>
    public const int Size = 96;

    // uint32 CRC32C over the rest; uint32 payload length; byte kind, 7 zero; int64 position, time; payload hash; link.
    private const int LengthAt = 4;
    private const int KindAt = 8;
    private const int PositionAt = 16;
    private const int TimeAt = 24;
    private const int PayloadHashAt = 32;
    private const int LinkAt = 64;

    public required FrameKind Kind { get; init; }

    public required int PayloadLength { get; init; }

    /// <summary>Position in the ledger, from 1, without gaps.</summary>
    public required long Position { get; init; }

    /// <summary>Wall clock, microseconds since 1970 UTC.</summary>
    public required long UnixMicroseconds { get; init; }

    public required Digest PayloadHash { get; init; }

    /// <summary>SHA-256 over the previous frame's link and bytes 4 to 64 of this header: it stands for everything up to here.</summary>
    public Digest Link { get; init; }

    public DateTimeOffset At => DateTimeOffset.UnixEpoch.AddMicroseconds(UnixMicroseconds);

    /// <summary>Bytes of the whole frame: the payload is padded with zeros to a multiple of 8.</summary>
    public long FrameSize => Size + PaddedLength;

    public long PaddedLength => (PayloadLength + 7L) & ~7L;

    /// <summary>This header with the link that follows from the previous frame's.</summary>
    public FrameHeader After(Digest previous) => this with { Link = LinkAfter(previous) };

    public Digest LinkAfter(Digest previous)
    {
        Span<byte> header = stackalloc byte[Size];
        Write(header);
        Span<byte> covered = stackalloc byte[Digest.Size + LinkAt - LengthAt];
        previous.Write(covered);
        header[LengthAt..LinkAt].CopyTo(covered[Digest.Size..]);
        return Digest.Of(covered);
    }

    public void Write(Span<byte> destination)
    {
        Span<byte> header = destination[..Size];
        BinaryPrimitives.WriteInt32LittleEndian(header[LengthAt..], PayloadLength);
        BinaryPrimitives.WriteUInt64LittleEndian(header[KindAt..], (byte)Kind);
        BinaryPrimitives.WriteInt64LittleEndian(header[PositionAt..], Position);
        BinaryPrimitives.WriteInt64LittleEndian(header[TimeAt..], UnixMicroseconds);
        PayloadHash.Write(header[PayloadHashAt..]);
        Link.Write(header[LinkAt..]);
        BinaryPrimitives.WriteUInt32LittleEndian(header, Crc32C.Compute(header[LengthAt..]));
    }

    /// <summary>False when these bytes are no frame header: torn, or changed.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out FrameHeader header)
    {
        header = default;
        if (source.Length < Size || BinaryPrimitives.ReadUInt32LittleEndian(source) != Crc32C.Compute(source[LengthAt..Size]))
            return false;
        int length = BinaryPrimitives.ReadInt32LittleEndian(source[LengthAt..]);
        ulong kind = BinaryPrimitives.ReadUInt64LittleEndian(source[KindAt..]);
        if (length < 0 || kind > byte.MaxValue)
            return false;
        header = new FrameHeader
        {
            Kind = (FrameKind)kind,
            PayloadLength = length,
            Position = BinaryPrimitives.ReadInt64LittleEndian(source[PositionAt..]),
            UnixMicroseconds = BinaryPrimitives.ReadInt64LittleEndian(source[TimeAt..]),
            PayloadHash = Digest.Read(source[PayloadHashAt..]),
            Link = Digest.Read(source[LinkAt..]),
        };
        return true;
    }
}
