using WireProxy.Protocols.MySql.Commands;
using WireProxy.Protocols.MySql.Framing;

namespace WireProxy.Sessions.MySql;

/// <summary>
/// One command of the bytes at hand, of one packet or several. Where nobody needs to read the rest, the payload is cut off
/// and only the first packet is here.
/// </summary>
/// <param name="payload">The payload, or its part that is here, without packet headers.</param>
/// <param name="start">Where its first header starts in this read of input.</param>
/// <param name="end">Where what is here of it ends.</param>
/// <param name="lastSequence">The sequence id of its last packet that is here.</param>
/// <param name="streamOffset">Its start, counted from the first byte of the connection.</param>
internal readonly ref struct ReceivedCommand(ReadOnlySpan<byte> payload, int start, int end, byte lastSequence, long streamOffset)
{
    /// <summary>An empty payload is no command that any server knows, as is this one.</summary>
    public CommandCode Code => Payload.IsEmpty ? CommandCode.Sleep : (CommandCode)Payload[0];

    public ReadOnlySpan<byte> Payload { get; } = payload;

    public int Start { get; } = start;

    public int PayloadStart => Start + PacketHeader.Size;

    public int End { get; } = end;

    /// <summary>The sequence id of the server's answer.</summary>
    public byte NextSequence { get; } = (byte)(lastSequence + 1);

    public long StreamOffset { get; } = streamOffset;
}
