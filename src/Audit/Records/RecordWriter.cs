using System.Buffers.Binary;

namespace WireProxy.Audit.Records;

/// <summary>Writes records. Into mapped memory the commit word goes last and in one store, so a record is there whole or not at all.</summary>
internal static class RecordWriter
{
    /// <summary>Records start at multiples of 8 bytes: the commit word must be one aligned store.</summary>
    public static int SizeOf(int payload) => (RecordHeader.Size + payload + 7) & ~7;

    /// <summary>Writes all but the commit word, which it returns. The destination holds <see cref="SizeOf"/> zero bytes.</summary>
    public static ulong WriteUncommitted(Span<byte> destination, in RecordHeader header, ReadOnlySpan<byte> payload)
    {
        int length = RecordHeader.Size + payload.Length;
        Span<byte> record = destination[..length];
        header.Write(record);
        uint crc = Crc32C.OfRecord((uint)length, record[RecordHeader.CommitSize..RecordHeader.Size], payload, record[RecordHeader.Size..]);
        return CommitWord(length, crc);
    }

    /// <summary>Copies a whole record with its padding; false when its checksum is not that of its bytes, which are copied all the same.</summary>
    public static bool TryCopy(ReadOnlySpan<byte> record, Span<byte> destination)
    {
        ulong commit = BinaryPrimitives.ReadUInt64LittleEndian(record);
        int length = (int)(uint)commit;
        record[..RecordHeader.Size].CopyTo(destination);
        record[length..].CopyTo(destination[length..]);
        uint crc = Crc32C.OfRecord(
            (uint)length, record[RecordHeader.CommitSize..RecordHeader.Size], record[RecordHeader.Size..length], destination[RecordHeader.Size..]);
        return commit == CommitWord(length, crc);
    }

    /// <summary>Writes a whole record where nobody else looks; returns its size with padding.</summary>
    public static int Write(Span<byte> destination, in RecordHeader header, ReadOnlySpan<byte> payload)
    {
        int size = SizeOf(payload.Length);
        destination[..size].Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(destination, WriteUncommitted(destination, header, payload));
        return size;
    }

    private static ulong CommitWord(int length, uint crc) => (uint)length | ((ulong)crc << 32);
}
