using System.Buffers.Binary;

namespace WireProxy.Audit.Records;

/// <summary>Walks records that lie one after the other; stops at the first that is not whole.</summary>
public ref struct RecordReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Where the next record starts; after the last one, how many bytes were valid.</summary>
    public int Position { get; private set; }

    /// <summary>Every byte was part of a valid record.</summary>
    public readonly bool AtEnd => Position == _bytes.Length;

    /// <summary>Reads the next record; false at the end or where no valid record is.</summary>
    public bool TryRead(out AuditRecord record)
    {
        int start = Position;
        if (!TryReadUnchecked(out record))
            return false;
        ReadOnlySpan<byte> rest = _bytes[start..];
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(rest);
        uint crc = BinaryPrimitives.ReadUInt32LittleEndian(rest[sizeof(uint)..]);
        if (crc == Crc32C.OfRecord(length, rest[RecordHeader.CommitSize..(int)length]))
            return true;
        record = default;
        Position = start;
        return false;
    }

    /// <summary>Reads the next record without its checksum, for who checks that when it copies it (<see cref="RecordWriter.TryCopy"/>).</summary>
    internal bool TryReadUnchecked(out AuditRecord record)
    {
        record = default;
        ReadOnlySpan<byte> rest = _bytes[Position..];
        if (rest.Length < RecordHeader.Size)
            return false;
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(rest);
        if (length < RecordHeader.Size || length > (uint)rest.Length)
            return false;
        int payload = (int)length - RecordHeader.Size;
        int size = RecordWriter.SizeOf(payload);
        if (size > rest.Length)
            return false;
        record = new AuditRecord(RecordHeader.Read(rest), rest.Slice(RecordHeader.Size, payload));
        Position += size;
        return true;
    }
}
