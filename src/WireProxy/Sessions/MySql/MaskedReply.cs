using WireProxy.Protocols.MySql.Conversation;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Messages;

namespace WireProxy.Sessions.MySql;

/// <summary>
/// Walks one reply for the masks: tells them where definitions begin and end, has them write its rows, and renumbers what
/// follows a row that takes another number of packets than before.
/// </summary>
internal sealed class MaskedReply(MySqlSession session)
{
    private readonly PayloadWriter _scrubbed = new();
    private int _definitionsLeft;
    private RowsBegun _rows;

    /// <summary>How much higher sequence ids are toward the client in the rest of this reply.</summary>
    public byte Shift { get; private set; }

    /// <summary>Whether a packet must be whole for the masks.</summary>
    public bool Reads(ReplyPart part)
    {
        if (session.Masks is not { } masks)
            return false;
        if (part != ReplyPart.Row)
            return part is ReplyPart.ColumnDefinition or ReplyPart.ParameterDefinition or ReplyPart.Ok or ReplyPart.Err or ReplyPart.RowsEnd;
        BeginRows(masks);
        return masks.ReadsRows;
    }

    /// <summary>Writes a packet as the masks want it. False if it passes as it is.</summary>
    public bool Write(in Attribution reply, in ReceivedPacket packet, in PayloadExtent extent, OutgoingBuffer outgoing)
    {
        if (session.Masks is not { } masks)
            return false;
        ref readonly PendingReply request = ref session.Conversation.Current;
        switch (reply.Part)
        {
            case ReplyPart.Row:
                return masks.ReadsRows && WriteRow(masks, packet, extent, outgoing);
            case ReplyPart.ColumnCount:
                BeginResult(masks, request, ColumnCountPacket.Read(packet.Payload, session.Capabilities));
                return false;
            case ReplyPart.PrepareOk:
                PrepareOk prepared = PrepareOk.Read(packet.Payload, session.Capabilities);
                _definitionsLeft = 0;
                masks.BeginPrepared(request, prepared);
                return false;
            case ReplyPart.ColumnDefinition or ReplyPart.ParameterDefinition:
                Define(masks, request, reply.Part, packet.Payload);
                return false;
            case ReplyPart.Ok or ReplyPart.Err or ReplyPart.RowsEnd:
                _rows = RowsBegun.No;
                return masks.Scrub(request, reply, packet.Payload, _scrubbed) && WriteScrubbed(packet, outgoing);
            default:
                return false;
        }
    }

    /// <summary>The reply is over.</summary>
    public void End()
    {
        Shift = 0;
        _rows = RowsBegun.No;
        _definitionsLeft = 0;
    }

    private void BeginRows(IReplyMasks masks)
    {
        if (_rows == RowsBegun.Yes)
            return;
        masks.BeginRows(session.Conversation.Current);
        _rows = RowsBegun.Yes;
    }

    private void BeginResult(IReplyMasks masks, in PendingReply request, in ColumnCountPacket count)
    {
        _rows = RowsBegun.No;
        _definitionsLeft = count.Definitions == ColumnDefinitionsPresence.Follow ? count.Columns : 0;
        masks.BeginResult(request, count);
        if (_definitionsLeft == 0)
            masks.EndDefinitions(request);
    }

    private void Define(IReplyMasks masks, in PendingReply request, ReplyPart part, ReadOnlySpan<byte> definition)
    {
        masks.Define(request, part, definition);
        if (_definitionsLeft > 0 && --_definitionsLeft == 0)
            masks.EndDefinitions(request);
    }

    private bool WriteRow(IReplyMasks masks, in ReceivedPacket packet, in PayloadExtent extent, OutgoingBuffer outgoing)
    {
        outgoing.Replace(packet.Start, packet.End);
        byte next = masks.WriteRow(packet.Payload, (byte)(packet.Header.Sequence + Shift), outgoing);
        Shift = (byte)(next - (byte)(extent.LastSequence + 1));
        session.NextToClient = next;
        return true;
    }

    private bool WriteScrubbed(in ReceivedPacket packet, OutgoingBuffer outgoing)
    {
        session.NextToClient = PacketWriter.Write(
            _scrubbed.End(), (byte)(packet.Header.Sequence + Shift), outgoing.Replace(packet.Start, packet.End));
        return true;
    }

    /// <summary>Whether the masks know that rows come.</summary>
    private enum RowsBegun : byte
    {
        No,
        Yes,
    }
}
