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
        uint crc = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
        if (crc != Crc32C.OfRecord(length, rest[RecordHeader.CommitSize..(int)length]))
            return false;
        record = new AuditRecord(RecordHeader.Read(rest), rest.Slice(RecordHeader.Size, payload));
        Position += size;
        return true;
    }
}
