using WireProxy.Protocols.MySql.Framing;

namespace WireProxy.Sessions.MySql;

/// <summary>One packet of the bytes at hand; its payload may be cut off where nobody needs to read the rest.</summary>
/// <param name="header">Sequence id and full length.</param>
/// <param name="payload">The part of the payload that is here.</param>
/// <param name="start">Where the header starts in this read of input.</param>
/// <param name="streamOffset">The same, counted from the first byte of the connection.</param>
internal readonly ref struct ReceivedPacket(PacketHeader header, ReadOnlySpan<byte> payload, int start, long streamOffset)
{
    private const int SequenceAt = 3;

    public PacketHeader Header { get; } = header;

    public ReadOnlySpan<byte> Payload { get; } = payload;

    public int Start { get; } = start;

    public int PayloadStart => Start + PacketHeader.Size;

    public int End => PayloadStart + Payload.Length;

    public long StreamOffset { get; } = streamOffset;

    public bool IsWhole => Payload.Length == Header.PayloadLength;

    /// <summary>Passes it on under another sequence id.</summary>
    public void Renumber(byte sequence, OutgoingBuffer outgoing)
    {
        if (sequence != Header.Sequence)
            System.Buffers.BuffersExtensions.Write(outgoing.Replace(Start + SequenceAt, PayloadStart), [sequence]);
    }
}
