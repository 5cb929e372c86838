using WireProxy.Protocols.MySql;
using WireProxy.Protocols.MySql.Framing;

namespace WireProxy.Sessions.MySql;

/// <summary>How far a payload reaches through its packets, and how much of it must be here before it is handled.</summary>
/// <param name="Needed">Bytes from its first header on; more than are here if it has to be waited for.</param>
/// <param name="Total">Bytes of it that are handled together: its first packet, or all of its packets.</param>
/// <param name="LastSequence">The sequence id of the last of these packets.</param>
/// <param name="Form">Whether these are all.</param>
internal readonly record struct PayloadExtent(int Needed, int Total, byte LastSequence, PayloadForm Form)
{
    /// <summary>The first packet by itself, of which a part is enough.</summary>
    public static PayloadExtent Streamed(PacketHeader header, int neededPayload) => new(
        PacketHeader.Size + Math.Min(header.PayloadLength, neededPayload), header.TotalLength, header.Sequence, PayloadForm.Streamed);

    /// <summary>All packets of a payload, unless it is longer than the limit.</summary>
    /// <exception cref="MySqlProtocolException">A packet of it is not the next one.</exception>
    public static PayloadExtent Whole(ReadOnlySpan<byte> bytes, int limit)
    {
        PacketHeader first = PacketHeader.Read(bytes);
        byte sequence = first.Sequence;
        int at = 0;
        long payload = 0;
        while (bytes.Length - at >= PacketHeader.Size)
        {
            PacketHeader header = PacketHeader.Read(bytes[at..]);
            if (header.Sequence != sequence++)
                throw OutOfOrder();
            payload += header.PayloadLength;
            if (payload > limit)
                return Streamed(first, neededPayload: 1) with { Form = PayloadForm.TooLong };
            at += header.TotalLength;
            if (!header.IsContinued)
                return new PayloadExtent(at, at, header.Sequence, PayloadForm.Whole);
            if (at > bytes.Length)
                break;
        }
        // The next header tells how it goes on.
        return new PayloadExtent(at + PacketHeader.Size, 0, sequence, PayloadForm.Whole);
    }

    public static MySqlProtocolException OutOfOrder() => new("Got packets out of order", 1156, "08S01");

    /// <summary>The payload, as far as it is here, without headers; a slice where one packet carries it.</summary>
    public ReadOnlySpan<byte> PayloadIn(ReadOnlySpan<byte> bytes)
    {
        PacketHeader first = PacketHeader.Read(bytes);
        if (Form != PayloadForm.Whole || !first.IsContinued)
            return bytes[PacketHeader.Size..];
        byte[] payload = new byte[bytes.Length];
        int length = 0;
        for (int at = 0; at < bytes.Length;)
        {
            PacketHeader header = PacketHeader.Read(bytes[at..]);
            bytes.Slice(at + PacketHeader.Size, header.PayloadLength).CopyTo(payload.AsSpan(length));
            at += header.TotalLength;
            length += header.PayloadLength;
        }
        return payload.AsSpan(0, length);
    }
}

/// <summary>How a payload is taken in.</summary>
internal enum PayloadForm : byte
{
    /// <summary>Its first packet, or a part of it; the rest passes or is dropped unread.</summary>
    Streamed,
    Whole,
    /// <summary>It should be read whole and is too long for that.</summary>
    TooLong,
}

/// <summary>Whether the next packet begins a payload.</summary>
internal enum PayloadProgress : byte
{
    Ended,
    GoesOn,
}
