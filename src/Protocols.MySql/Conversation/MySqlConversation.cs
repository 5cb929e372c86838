using System.Collections.Concurrent;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Messages;

namespace WireProxy.Protocols.MySql.Conversation;

/// <summary>
/// Attributes each server packet to the command that it answers, and says what it is in that answer (protocols reference
/// 2.A, 2.C). The client side adds what it forwards with <see cref="Expect"/>; the server side calls <see cref="Receive"/>
/// for the first packet of each payload that comes back, and <see cref="Settle"/> when it is done with it; both tell of
/// further packets by <see cref="Extend"/> and <see cref="Continue"/>. A packet that can not belong to the oldest answer,
/// by its form or by its sequence id, is a protocol violation: nothing is ever resynchronised by skipping.
/// </summary>
/// <param name="capabilities">What client and server agreed on: it decides the form of replies.</param>
/// <param name="pipelineLimit">How many commands may wait for their reply at a time.</param>
/// <param name="sequenceIds">Whether the server's own packets are read.</param>
public sealed class MySqlConversation(CapabilityFlags capabilities, int pipelineLimit, SequenceIds sequenceIds = SequenceIds.Checked)
{
    /// <summary>How much of a payload <see cref="Receive"/> needs: an OK packet up to its status, a PrepareOk whole.</summary>
    public const int PrefixLength = 1 + LengthEncoding.MaxSize + LengthEncoding.MaxSize + sizeof(ushort);

    private readonly ConcurrentQueue<PendingReply> _waiting = new();
    private readonly SequenceCheck _sequence = new();
    private readonly bool _deprecatesEof = capabilities.HasFlag(CapabilityFlags.DeprecateEof);
    private PendingReply _current;
    private ReplyStage _stage;
    private int _left;
    private int _columnsBehind;
    private ServerStatus _moreBehindRows;

    // Commands that the client side has added and replies that the server side has finished.
    private long _asked;
    private long _answered;

    /// <summary>Whether the server owes nothing, and all that it said has been taken in.</summary>
    public bool IsIdle => Volatile.Read(ref _answered) == Volatile.Read(ref _asked);

    /// <summary>The next packet is a row, or what ends the rows; for the server side only.</summary>
    public bool IsInRows => _stage == ReplyStage.Rows;

    /// <summary>How many commands wait behind the one that is being answered.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>The command that the packet last received belongs to; for the server side only.</summary>
    public ref readonly PendingReply Current => ref _current;

    /// <summary>Notes a command that is about to be sent to the server.</summary>
    /// <exception cref="MySqlProtocolException">More commands wait for a reply than the limit allows.</exception>
    public void Expect(in PendingReply reply)
    {
        if (_asked - Volatile.Read(ref _answered) >= pipelineLimit)
            throw new MySqlProtocolException($"more than {pipelineLimit} commands are waiting for a reply", 1153, "08S01");
        Volatile.Write(ref _asked, _asked + 1);
        _waiting.Enqueue(reply);
    }

    /// <summary>
    /// Notes a further packet that is about to be sent for the command noted last: its payload goes on, or the client
    /// answers what the server asked, with a file or in an authentication.
    /// </summary>
    /// <param name="nextSequence">The id behind the packet's, as the server counts them.</param>
    public void Extend(byte nextSequence)
    {
        if (sequenceIds == SequenceIds.Checked)
            _sequence.Extend(_asked, nextSequence);
    }

    /// <summary>The oldest command that waits, once the server has taken up the ones before it; for the end of a session.</summary>
    public bool TryPeek(out PendingReply reply)
    {
        reply = _current;
        return _stage != ReplyStage.Between || _waiting.TryPeek(out reply);
    }

    /// <summary>Says what a packet of the server is.</summary>
    /// <param name="header">Of the first packet of the payload.</param>
    /// <param name="prefix">The first <see cref="PrefixLength"/> bytes of the payload, or all of it.</param>
    /// <exception cref="MySqlProtocolException">The packet can not be a part of the answer to what was asked.</exception>
    public Attribution Receive(PacketHeader header, ReadOnlySpan<byte> prefix)
    {
        if (_stage == ReplyStage.Between)
        {
            if (IsFarewell(header, prefix))
                return new Attribution(ReplyPart.Farewell, AnswerProgress.Unrelated);
            if (!TakeNext())
                throw Unexpected(prefix);
        }
        CheckSequence(header);
        if (_stage == ReplyStage.Rows)
            return ReceiveInRows(header, prefix);
        if (header.PayloadLength == 0 && _current.Kind is not (ReplyKind.Statistics or ReplyKind.Authentication))
            throw Unexpected(prefix);
        if (ProgressReport.Matches(prefix, capabilities))
            return new Attribution(ReplyPart.Progress, AnswerProgress.Continues);
        if (prefix is [ErrPacket.Header, ..] && _current.Kind != ReplyKind.Statistics)
            return End(ReplyPart.Err);
        return _stage switch
        {
            ReplyStage.First => ReceiveFirst(header, prefix),
            ReplyStage.InfileEnd => ReceiveOk(prefix),
            ReplyStage.ParameterDefinitions => ReceiveDefinition(ReplyPart.ParameterDefinition),
            ReplyStage.ColumnDefinitions => ReceiveDefinition(ReplyPart.ColumnDefinition),
            ReplyStage.ParametersEnd or ReplyStage.ColumnsEnd => EndDefinitions(ReplyPart.DefinitionsEnd, EofPacket.Read(prefix).Status),
            _ => throw Unexpected(prefix),
        };
    }

    /// <summary>The payload last received goes on in another packet.</summary>
    /// <exception cref="MySqlProtocolException">That is not the next one.</exception>
    public void Continue(PacketHeader header) => CheckSequence(header);

    /// <summary>The packet last received has been dealt with; if it ended a reply, the client side may rely on that now.</summary>
    public void Settle()
    {
        if (_stage != ReplyStage.Ended)
            return;
        _stage = ReplyStage.Between;
        Volatile.Write(ref _answered, _answered + 1);
    }

    /// <summary>
    /// Whether this says that the connection is over, and answers nothing: MySQL numbers it 0 when a client was idle for too
    /// long, even if a command has been sent meanwhile; of a command over the limit neither server reads all packets.
    /// </summary>
    private bool IsFarewell(PacketHeader header, ReadOnlySpan<byte> prefix)
    {
        if (prefix is not [ErrPacket.Header, ..] || ProgressReport.Matches(prefix, capabilities))
            return false;
        return !_waiting.TryPeek(out PendingReply next)
            || (sequenceIds == SequenceIds.Checked && header.Sequence < _sequence.FirstOf(_answered + 1, next.ServerSequence));
    }

    private void CheckSequence(PacketHeader header)
    {
        if (sequenceIds == SequenceIds.Checked)
            _sequence.Take(header);
    }

    private bool TakeNext()
    {
        if (!_waiting.TryDequeue(out _current))
            return false;
        _sequence.Begin(_answered + 1, _current.ServerSequence);
        _stage = _current.Kind == ReplyKind.Fetch ? ReplyStage.Rows : ReplyStage.First;
        return true;
    }

    private Attribution ReceiveFirst(PacketHeader header, ReadOnlySpan<byte> prefix) => _current.Kind switch
    {
        ReplyKind.Ok => ReceiveOk(prefix),
        ReplyKind.Results => ReceiveResults(header, prefix),
        ReplyKind.Prepare => ReceivePrepareOk(prefix),
        ReplyKind.FieldList => ReceiveField(header, prefix),
        ReplyKind.Statistics => End(ReplyPart.Statistics),
        ReplyKind.Authentication => ReceiveAuthentication(prefix),
        _ => throw Unexpected(prefix),
    };

    private Attribution ReceiveResults(PacketHeader header, ReadOnlySpan<byte> prefix)
    {
        switch (prefix[0])
        {
            case OkPacket.OkHeader or EofPacket.Header:
                return ReceiveOk(prefix);
            case PayloadReader.NullMarker:
                _stage = ReplyStage.InfileEnd;
                return new Attribution(ReplyPart.LocalInfile, AnswerProgress.Continues);
        }
        if (header.PayloadLength > prefix.Length)
            throw Unexpected(prefix);
        ColumnCountPacket count = ColumnCountPacket.Read(prefix, capabilities);
        _left = count.Columns;
        _columnsBehind = 0;
        _stage = count.Definitions == ColumnDefinitionsPresence.Follow ? ReplyStage.ColumnDefinitions
            : _deprecatesEof ? ReplyStage.Rows : ReplyStage.ColumnsEnd;
        return new Attribution(ReplyPart.ColumnCount, AnswerProgress.Continues);
    }

    /// <summary>Also the answer to several commands that have no rows but say so with an EOF packet.</summary>
    private Attribution ReceiveOk(ReadOnlySpan<byte> prefix)
    {
        if (prefix[0] is not (OkPacket.OkHeader or EofPacket.Header))
            throw Unexpected(prefix);
        ServerStatus status = StatusOf(prefix);
        return _current.Kind == ReplyKind.Results ? EndResult(ReplyPart.Ok, status) : End(ReplyPart.Ok, status);
    }

    private Attribution ReceivePrepareOk(ReadOnlySpan<byte> prefix)
    {
        PrepareOk reply = PrepareOk.Read(prefix, capabilities);
        (_left, _columnsBehind) = (reply.Parameters, reply.Columns);
        _stage = ReplyStage.ParameterDefinitions;
        if (_left == 0)
            BeginColumns();
        return _left == 0 ? End(ReplyPart.PrepareOk) : new Attribution(ReplyPart.PrepareOk, AnswerProgress.Continues);
    }

    private Attribution ReceiveDefinition(ReplyPart part)
    {
        if (--_left == 0 && _deprecatesEof)
            return EndDefinitions(part, ServerStatus.None);
        if (_left == 0)
            _stage = part == ReplyPart.ParameterDefinition ? ReplyStage.ParametersEnd : ReplyStage.ColumnsEnd;
        return new Attribution(part, AnswerProgress.Continues);
    }

    /// <summary>Behind the last definition of a list, or behind its EOF packet.</summary>
    private Attribution EndDefinitions(ReplyPart part, ServerStatus status)
    {
        // MySQL does not say again behind the row of out parameters that more follows, which the client has to remember.
        _moreBehindRows = status.HasFlag(ServerStatus.PsOutParams) ? status & ServerStatus.MoreResultsExist : ServerStatus.None;
        // The rows behind a cursor wait for COM_STMT_FETCH.
        if (_current.Kind == ReplyKind.Results && !status.HasFlag(ServerStatus.CursorExists))
            _stage = ReplyStage.Rows;
        else if (_current.Kind == ReplyKind.Prepare && _columnsBehind > 0)
            BeginColumns();
        else
            return End(part, status);
        return new Attribution(part, AnswerProgress.Continues, status);
    }

    private void BeginColumns()
    {
        (_left, _columnsBehind) = (_columnsBehind, 0);
        _stage = ReplyStage.ColumnDefinitions;
    }

    private Attribution ReceiveField(PacketHeader header, ReadOnlySpan<byte> prefix) =>
        RowPacket.KindOf(header, prefix[0], capabilities) == RowPacketKind.Terminator
            ? End(ReplyPart.RowsEnd, StatusOf(prefix))
            : new Attribution(ReplyPart.ColumnDefinition, AnswerProgress.Continues);

    private Attribution ReceiveInRows(PacketHeader header, ReadOnlySpan<byte> prefix)
    {
        byte first = prefix.IsEmpty ? (byte)0 : prefix[0];
        switch (RowPacket.KindOf(header, first, capabilities))
        {
            case RowPacketKind.Row:
                return new Attribution(ReplyPart.Row, AnswerProgress.Continues);
            case RowPacketKind.Err:
                return ProgressReport.Matches(prefix, capabilities)
                    ? new Attribution(ReplyPart.Progress, AnswerProgress.Continues)
                    : End(ReplyPart.Err);
        }
        ServerStatus status = StatusOf(prefix);
        return _current.Kind == ReplyKind.Results ? EndResult(ReplyPart.RowsEnd, status | _moreBehindRows) : End(ReplyPart.RowsEnd, status);
    }

    private Attribution ReceiveAuthentication(ReadOnlySpan<byte> prefix)
    {
        switch (prefix)
        {
            case [OkPacket.OkHeader, ..]:
                return End(ReplyPart.Ok, StatusOf(prefix));
            case [(byte)AuthReplyKind.SwitchRequest, ..]:
                return new Attribution(ReplyPart.AuthSwitch, AnswerProgress.Continues);
            case [(byte)AuthReplyKind.NextFactor, ..]:
                throw new MySqlProtocolException("the server asks for another factor, which it was not offered");
            default:
                // MariaDB's methods send data without a header where its first byte can not be taken for one.
                return new Attribution(ReplyPart.AuthData, AnswerProgress.Continues);
        }
    }

    private Attribution EndResult(ReplyPart part, ServerStatus status)
    {
        if (!status.HasFlag(ServerStatus.MoreResultsExist))
            return End(part, status);
        _stage = ReplyStage.First;
        return new Attribution(part, AnswerProgress.Continues, status);
    }

    private Attribution End(ReplyPart part, ServerStatus status = ServerStatus.None)
    {
        _stage = ReplyStage.Ended;
        return new Attribution(part, AnswerProgress.Ends, status);
    }

    private ServerStatus StatusOf(ReadOnlySpan<byte> prefix)
    {
        var reader = new PayloadReader(prefix);
        if (reader.ReadByte() == EofPacket.Header && !_deprecatesEof)
            return EofPacket.Read(prefix).Status;
        reader.ReadLengthEncodedInteger();
        reader.ReadLengthEncodedInteger();
        return (ServerStatus)reader.ReadUInt16();
    }

    private MySqlProtocolException Unexpected(ReadOnlySpan<byte> prefix) => new(prefix.IsEmpty
        ? "unexpected empty packet from the server"
        : $"unexpected packet 0x{prefix[0]:x2} from the server where the reply to {_current.Kind} stands at {_stage}");
}
