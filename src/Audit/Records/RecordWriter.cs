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
        payload.CopyTo(record[RecordHeader.Size..]);
        uint crc = Crc32C.OfRecord((uint)length, record[RecordHeader.CommitSize..]);
        return (uint)length | ((ulong)crc << 32);
    }

    /// <summary>Writes a whole record where nobody else looks; returns its size with padding.</summary>
    public static int Write(Span<byte> destination, in RecordHeader header, ReadOnlySpan<byte> payload)
    {
        int size = SizeOf(payload.Length);
        destination[..size].Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(destination, WriteUncommitted(destination, header, payload));
        return size;
    }
}
