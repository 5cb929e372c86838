using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace WireProxy.Integration.Wire.MySql;

/// <summary>A payload under construction. Written apart from the product's own writer, so that one can not hide the other's mistake.</summary>
internal sealed class PacketBuffer
{
    private const int LargestChunk = 0xFFFFFF;

    private readonly ArrayBufferWriter<byte> _bytes = new();

    public PacketBuffer Byte(int value) => Raw([(byte)value]);

    public PacketBuffer Int16(int value) => Int(unchecked((ulong)value), 2);

    public PacketBuffer Int24(int value) => Int(unchecked((ulong)value), 3);

    public PacketBuffer Int32(long value) => Int(unchecked((ulong)value), 4);

    public PacketBuffer Int64(ulong value) => Int(value, 8);

    public PacketBuffer Raw(ReadOnlySpan<byte> value)
    {
        _bytes.Write(value);
        return this;
    }

    public PacketBuffer Zeros(int count) => Raw(new byte[count]);

    /// <summary>Text and its terminator.</summary>
    public PacketBuffer Text(string value) => Raw(Encoding.UTF8.GetBytes(value)).Byte(0);

    /// <summary>Text to the end of the payload.</summary>
    public PacketBuffer Rest(string value) => Raw(Encoding.UTF8.GetBytes(value));

    public PacketBuffer LenEnc(ulong value) => value switch
    {
        < 0xFB => Byte((int)value),
        <= 0xFFFF => Byte(0xFC).Int(value, 2),
        <= 0xFFFFFF => Byte(0xFD).Int(value, 3),
        _ => Byte(0xFE).Int(value, 8),
    };

    public PacketBuffer LenBytes(ReadOnlySpan<byte> value) => LenEnc((ulong)value.Length).Raw(value);

    public PacketBuffer LenText(string value) => LenBytes(Encoding.UTF8.GetBytes(value));

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    /// <summary>The payload as packets, the first of which has this sequence number.</summary>
    public byte[] ToPacket(int sequence = 0) => Frame(_bytes.WrittenSpan, sequence);

    /// <summary>A payload as packets: in chunks, the last of which is shorter than the longest, if need be empty.</summary>
    public static byte[] Frame(ReadOnlySpan<byte> payload, int sequence = 0)
    {
        var framed = new ArrayBufferWriter<byte>(payload.Length + 8);
        int length;
        do
        {
            length = Math.Min(payload.Length, LargestChunk);
            framed.Write([(byte)length, (byte)(length >> 8), (byte)(length >> 16), (byte)sequence++]);
            framed.Write(payload[..length]);
            payload = payload[length..];
        }
        while (length == LargestChunk);
        return framed.WrittenSpan.ToArray();
    }

    private PacketBuffer Int(ulong value, int size)
    {
        Span<byte> word = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(word, value);
        return Raw(word[..size]);
    }
}
