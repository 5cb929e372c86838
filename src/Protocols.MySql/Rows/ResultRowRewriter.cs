using System.Buffers;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Values;

namespace WireProxy.Protocols.MySql.Rows;

/// <summary>
/// Writes rows of one result with the values of some columns replaced. Runs of columns without a mask are copied as one
/// block; nothing is allocated per row, and nothing is written of a row that is refused.
/// </summary>
public abstract class ResultRowRewriter
{
    /// <summary>The longest row: the largest max_allowed_packet of any server, 1 GiB.</summary>
    public const int MaxPayloadLength = 0x4000_0000;

    private protected ResultRowRewriter()
    {
    }

    /// <summary>
    /// Writes the packets of the row in <paramref name="payload"/>, the first with <paramref name="sequence"/>. Masked it
    /// may take another number of packets than before.
    /// </summary>
    /// <returns>The sequence id after the last packet.</returns>
    /// <exception cref="MySqlProtocolException">
    /// The payload is not exactly one row of the columns that the masks are for, or could exceed the limit masked.
    /// </exception>
    public byte Rewrite(ReadOnlySpan<byte> payload, byte sequence, IBufferWriter<byte> output)
    {
        long bound = MaxLength(payload);
        int headers = PacketWriter.CountPackets(bound) * PacketHeader.Size;
        Span<byte> packets = output.GetSpan(headers + (int)bound);
        int length = WritePayload(payload, packets[headers..]);
        output.Advance(PacketWriter.FrameInPlace(packets, headers, length, ref sequence));
        return sequence;
    }

    /// <summary>Checks the row and bounds its masked length.</summary>
    private protected abstract long MaxLength(ReadOnlySpan<byte> payload);

    /// <summary>Writes a row that is known to be whole.</summary>
    private protected abstract int WritePayload(ReadOnlySpan<byte> payload, Span<byte> destination);

    /// <summary>Adds what one masked value and its length can take.</summary>
    private protected static long Grow(long bound, ValueRewriter mask, int valueLength)
    {
        long max = mask.MaxLength(valueLength);
        if (max > MaxPayloadLength - LengthEncoding.MaxSize - bound)
            throw new MySqlProtocolException("masked row exceeds the packet limit", 1153, "08S01");
        return bound + LengthEncoding.MaxSize + max;
    }

    /// <summary>Writes a masked value behind its length; <see cref="ValueRewriter.Null"/>, and nothing, when it is NULL.</summary>
    private protected static int WriteLengthEncoded(ValueRewriter mask, ReadOnlySpan<byte> value, Span<byte> destination)
    {
        // The value goes where it most likely stays: behind a length as long as that of its bound.
        int reserved = LengthEncoding.Size((ulong)mask.MaxLength(value.Length));
        int written = mask.Write(value, destination[reserved..]);
        if (written < 0)
            return ValueRewriter.Null;
        int size = LengthEncoding.Size((ulong)written);
        if (size != reserved)
            destination.Slice(reserved, written).CopyTo(destination[size..]);
        LengthEncoding.Write((ulong)written, destination);
        return size + written;
    }
}
