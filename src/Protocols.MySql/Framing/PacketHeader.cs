using System.Buffers.Binary;

namespace WireProxy.Protocols.MySql.Framing;

/// <summary>
/// The four bytes before every packet: Int24 LE payload length, Int8 sequence id. A payload of <see cref="MaxPayload"/>
/// bytes is continued by the next packet, which may be empty (protocols reference 2.A).
/// </summary>
/// <param name="PayloadLength">0 to <see cref="MaxPayload"/> bytes.</param>
/// <param name="Sequence">Counts the packets of one command in both directions; wraps to 0 after 255.</param>
public readonly record struct PacketHeader(int PayloadLength, byte Sequence)
{
    public const int Size = 4;

    public const int MaxPayload = 0xFF_FFFF;

    public int TotalLength => Size + PayloadLength;

    /// <summary>Whether the payload goes on in the next packet.</summary>
    public bool IsContinued => PayloadLength == MaxPayload;

    /// <summary>Reads a header from the first <see cref="Size"/> bytes.</summary>
    public static PacketHeader Read(ReadOnlySpan<byte> bytes)
    {
        uint word = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        return new PacketHeader((int)(word & MaxPayload), (byte)(word >> 24));
    }

    /// <summary>Writes the header to the first <see cref="Size"/> bytes.</summary>
    public void Write(Span<byte> bytes) =>
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)PayloadLength | ((uint)Sequence << 24));
}
