using System.Buffers.Binary;

namespace WireProxy.Protocols.MySql.Framing;

/// <summary>Writes length-encoded integers in their shortest form, as the servers do.</summary>
public static class LengthEncoding
{
    /// <summary>The most bytes that one takes.</summary>
    public const int MaxSize = 9;

    public static int Size(ulong value) => value switch
    {
        < PayloadReader.NullMarker => 1,
        <= ushort.MaxValue => 3,
        <= PacketHeader.MaxPayload => 4,
        _ => MaxSize,
    };

    /// <summary>Writes at the start of <paramref name="destination"/> and returns the bytes written.</summary>
    public static int Write(ulong value, Span<byte> destination)
    {
        switch (Size(value))
        {
            case 1:
                destination[0] = (byte)value;
                return 1;
            case 3:
                destination[0] = 0xFC;
                BinaryPrimitives.WriteUInt16LittleEndian(destination[1..], (ushort)value);
                return 3;
            case 4:
                BinaryPrimitives.WriteUInt32LittleEndian(destination, ((uint)value << 8) | 0xFD);
                return 4;
            default:
                destination[0] = 0xFE;
                BinaryPrimitives.WriteUInt64LittleEndian(destination[1..], value);
                return MaxSize;
        }
    }
}
