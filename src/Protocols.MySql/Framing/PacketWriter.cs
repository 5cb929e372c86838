using System.Buffers;

namespace WireProxy.Protocols.MySql.Framing;

/// <summary>
/// Writes payloads of any length as packets. A payload that fills its last packet is followed by an empty one; without it
/// the peer waits for the rest forever (protocols reference 2.A).
/// </summary>
public static class PacketWriter
{
    /// <summary>How many packets a payload of this length takes.</summary>
    public static int CountPackets(long payloadLength) => checked((int)(payloadLength / PacketHeader.MaxPayload) + 1);

    /// <summary>Writes the packets of <paramref name="payload"/>, the first with <paramref name="sequence"/>.</summary>
    /// <returns>The sequence id after the last packet.</returns>
    public static byte Write(ReadOnlySpan<byte> payload, byte sequence, IBufferWriter<byte> output)
    {
        for (int left = CountPackets(payload.Length); left > 0; left--)
        {
            ReadOnlySpan<byte> chunk = payload[..Math.Min(payload.Length, PacketHeader.MaxPayload)];
            WriteHeader(chunk.Length, sequence++, output);
            output.Write(chunk);
            payload = payload[chunk.Length..];
        }
        return sequence;
    }

    /// <inheritdoc cref="Write(ReadOnlySpan{byte}, byte, IBufferWriter{byte})"/>
    public static byte Write(ReadOnlySequence<byte> payload, byte sequence, IBufferWriter<byte> output)
    {
        for (int left = CountPackets(payload.Length); left > 0; left--)
        {
            ReadOnlySequence<byte> chunk = payload.Slice(0, Math.Min(payload.Length, PacketHeader.MaxPayload));
            WriteHeader((int)chunk.Length, sequence++, output);
            foreach (ReadOnlyMemory<byte> segment in chunk)
                output.Write(segment.Span);
            payload = payload.Slice(chunk.End);
        }
        return sequence;
    }

    /// <summary>
    /// Makes packets of a payload that stands at <paramref name="payloadAt"/>, with room for all headers before it. Each
    /// part moves toward the start, so none is overwritten before it moved.
    /// </summary>
    /// <returns>The bytes of the packets, at the start of the buffer.</returns>
    internal static int FrameInPlace(Span<byte> buffer, int payloadAt, int length, ref byte sequence)
    {
        int written = 0;
        for (int left = CountPackets(length); left > 0; left--)
        {
            int part = Math.Min(length, PacketHeader.MaxPayload);
            if (payloadAt != written + PacketHeader.Size)
                buffer.Slice(payloadAt, part).CopyTo(buffer[(written + PacketHeader.Size)..]);
            new PacketHeader(part, sequence++).Write(buffer[written..]);
            written += PacketHeader.Size + part;
            payloadAt += part;
            length -= part;
        }
        return written;
    }

    private static void WriteHeader(int payloadLength, byte sequence, IBufferWriter<byte> output)
    {
        new PacketHeader(payloadLength, sequence).Write(output.GetSpan(PacketHeader.Size));
        output.Advance(PacketHeader.Size);
    }
}
