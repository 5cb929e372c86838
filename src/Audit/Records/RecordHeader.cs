using System.Buffers.Binary;

namespace WireProxy.Audit.Records;

/// <summary>The fixed part of every record, 56 bytes, little-endian (docs/audit-format.md, "Record").</summary>
/// <param name="Kind">What the bytes after the header are.</param>
/// <param name="Session">The session they belong to.</param>
/// <param name="Sequence">Position within the session, from 1, without gaps.</param>
/// <param name="MonotonicNanoseconds">Time since the session opened, by a clock that never steps.</param>
/// <param name="UnixMicroseconds">Wall clock, microseconds since 1970 UTC.</param>
public readonly record struct RecordHeader(
    RecordKind Kind, SessionId Session, long Sequence, long MonotonicNanoseconds, long UnixMicroseconds)
{
    /// <summary>Bytes of the header.</summary>
    public const int Size = 56;

    // uint32 length, uint32 CRC32C: the commit word; byte kind, 7 zero bytes; int64 sequence, monotonic, wall; session.
    internal const int CommitSize = 8;
    private const int KindAt = 8;
    private const int SequenceAt = 16;
    private const int MonotonicAt = 24;
    private const int WallAt = 32;
    private const int SessionAt = 40;

    /// <summary>The wall clock as a date.</summary>
    public DateTimeOffset At => DateTimeOffset.UnixEpoch.AddMicroseconds(UnixMicroseconds);

    /// <summary>Time since the session opened.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(MonotonicNanoseconds / TimeSpan.NanosecondsPerTick);

    internal static long Microseconds(DateTimeOffset at) => (at.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    internal void Write(Span<byte> destination)
    {
        Span<byte> header = destination[..Size];
        BinaryPrimitives.WriteUInt64LittleEndian(header[KindAt..], (byte)Kind);
        BinaryPrimitives.WriteInt64LittleEndian(header[SequenceAt..], Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(header[MonotonicAt..], MonotonicNanoseconds);
        BinaryPrimitives.WriteInt64LittleEndian(header[WallAt..], UnixMicroseconds);
        Session.Write(header[SessionAt..]);
    }

    internal static RecordHeader Read(ReadOnlySpan<byte> source)
    {
        ReadOnlySpan<byte> header = source[..Size];
        return new RecordHeader(
            (RecordKind)header[KindAt],
            SessionId.Read(header[SessionAt..]),
            BinaryPrimitives.ReadInt64LittleEndian(header[SequenceAt..]),
            BinaryPrimitives.ReadInt64LittleEndian(header[MonotonicAt..]),
            BinaryPrimitives.ReadInt64LittleEndian(header[WallAt..]));
    }
}
