using System.Buffers;
using WireProxy.Protocols.MySql.Framing;

namespace WireProxy.Sessions.MySql;

/// <summary>
/// One packet of the bytes at hand, or all packets of a payload that is read whole; else its payload may be cut off where
/// nobody needs to read the rest.
/// </summary>
/// <param name="header">Of the first packet.</param>
/// <param name="payload">The part of the payload that is here, without headers.</param>
/// <param name="start">Where the first header starts in this read of input.</param>
/// <param name="end">Where what is here of it ends.</param>
internal readonly ref struct ReceivedPacket(PacketHeader header, ReadOnlySpan<byte> payload, int start, int end)
{
    private const int SequenceAt = 3;

    public PacketHeader Header { get; } = header;

    public ReadOnlySpan<byte> Payload { get; } = payload;

    public int Start { get; } = start;

    public int End { get; } = end;

    /// <summary>Passes it on under another sequence id; not for a payload of several packets.</summary>
    public void Renumber(byte sequence, OutgoingBuffer outgoing)
    {
        if (sequence != Header.Sequence)
            outgoing.Replace(Start + SequenceAt, Start + PacketHeader.Size).Write([sequence]);
    }
}
