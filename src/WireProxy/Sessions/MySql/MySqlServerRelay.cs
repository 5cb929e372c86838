using System.Buffers;
using WireProxy.Masking;
using WireProxy.Protocols.MySql;
using WireProxy.Protocols.MySql.Commands;
using WireProxy.Protocols.MySql.Conversation;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Messages;
using WireProxy.Sessions.MySql.Login;
using WireProxy.Sessions.MySql.Statements;

namespace WireProxy.Sessions.MySql;

/// <summary>
/// Server to client: attributes each packet to its command, follows logins, swallows what the proxy asked for itself, swaps
/// the answers to refused commands, and hands results to the masks. Bodies that nobody needs to read stream through.
/// </summary>
/// <param name="session">The session's shared state.</param>
/// <param name="inspectionLimit">The longest payload that is held back to be read whole, in bytes.</param>
internal sealed class MySqlServerRelay(MySqlSession session, int inspectionLimit) : IFrameRelay
{
    private readonly MySqlConversation _conversation = session.Conversation;
    private readonly MaskedReply _masked = new(session);
    private readonly FileRefusal _file = new(session);
    private readonly ReplyRecorder _recorded = new(session);
    private int _bodyRemaining;
    private PacketFate _fate;
    private PayloadProgress _payload;
    private Attribution? _held;

    public bool InsideFrame => _bodyRemaining > 0 || _payload == PayloadProgress.GoesOn;

    public RelayStep Relay(ReadOnlyMemory<byte> received, OutgoingBuffer outgoing)
    {
        ReadOnlySpan<byte> bytes = received.Span;
        int at = ContinueBody(bytes, outgoing);
        _recorded.Begin(_fate == PacketFate.Drop ? 0 : at);
        while (true)
        {
            ReadOnlySpan<byte> rest = bytes[at..];
            if (rest.Length < PacketHeader.Size)
                return new RelayStep(at, _bodyRemaining > 0 ? 1 : PacketHeader.Size, RelayNext.Read);
            PacketHeader header = PacketHeader.Read(rest);
            PayloadExtent extent = PayloadExtent.Streamed(header, _payload == PayloadProgress.GoesOn ? 0 : MySqlConversation.PrefixLength);
            if (rest.Length < extent.Needed)
                return new RelayStep(at, extent.Needed, RelayNext.Read);
            RelayNext next = RelayNext.Read;
            if (_payload == PayloadProgress.Ended)
            {
                Attribution reply = _held ?? _conversation.Receive(header, Prefix(header, rest));
                _held = reply;
                if (MustBeWhole(reply))
                    extent = Whole(reply, rest);
                if (rest.Length < extent.Needed)
                    return new RelayStep(at, extent.Needed, RelayNext.Read);
                // A packet by itself, so that it can be recorded without its secret.
                if (at > 0 && IsAuthentication(reply))
                    return new RelayStep(at, 0, RelayNext.Pause);
                _held = null;
                CountFurther(header, extent);
                next = Handle(reply, Packet(header, extent, rest, at), extent, outgoing);
                if (reply.Progress == AnswerProgress.Ends)
                    EndReply();
            }
            else
            {
                _conversation.Continue(header);
                Continue(Packet(header, extent, rest, at), outgoing);
            }
            int present = Math.Min(rest.Length, extent.Total);
            at += present;
            _bodyRemaining = extent.Total - present;
            _payload = header.IsContinued && extent.Form != PayloadForm.Whole ? PayloadProgress.GoesOn : PayloadProgress.Ended;
            if (next != RelayNext.Read)
                return new RelayStep(at, 0, next);
        }
    }

    public ValueTask RecordAsync(ReadOnlyMemory<byte> received, ReadOnlyMemory<byte> sent) => _recorded.RecordAsync(sent);

    // Pauses only to have single packets recorded by themselves.
    public Task ResumeAsync() => Task.CompletedTask;

    public void Abandon()
    {
    }

    /// <summary>The packets behind the first of a payload that was read whole.</summary>
    private void CountFurther(PacketHeader first, PayloadExtent extent)
    {
        for (byte sequence = first.Sequence; sequence != extent.LastSequence;)
            _conversation.Continue(first with { Sequence = ++sequence });
    }

    private static ReadOnlySpan<byte> Prefix(PacketHeader header, ReadOnlySpan<byte> bytes) =>
        bytes.Slice(PacketHeader.Size, Math.Min(header.PayloadLength, MySqlConversation.PrefixLength));

    private static ReceivedPacket Packet(PacketHeader header, PayloadExtent extent, ReadOnlySpan<byte> bytes, int at)
    {
        bytes = bytes[..Math.Min(bytes.Length, extent.Total)];
        return new ReceivedPacket(header, extent.PayloadIn(bytes), at, at + bytes.Length);
    }

    private int ContinueBody(ReadOnlySpan<byte> bytes, OutgoingBuffer outgoing)
    {
        int count = Math.Min(_bodyRemaining, bytes.Length);
        _bodyRemaining -= count;
        if (count > 0 && _fate == PacketFate.Drop)
            outgoing.Replace(0, count);
        return count;
    }

    private PayloadExtent Whole(in Attribution reply, ReadOnlySpan<byte> bytes)
    {
        int limit = IsAuthentication(reply) ? LoginPackets.MaxLength
            : IsAnswerToProxy(reply) ? Math.Max(inspectionLimit, PacketHeader.MaxPayload)
            : inspectionLimit;
        PayloadExtent extent = PayloadExtent.Whole(bytes, limit);
        if (extent.Form == PayloadForm.Whole)
            return extent;
        throw IsAuthentication(reply)
            ? new MySqlProtocolException($"more than {limit} bytes in a packet during authentication")
            : new MaskingException($"a packet is over the limit of {limit} bytes that can be read whole (Limits:MaxInspectedFrameBytes)");
    }

    /// <summary>Whether a packet must be here whole before it is handled.</summary>
    private bool MustBeWhole(in Attribution reply) =>
        IsAuthentication(reply) || IsAnswerToProxy(reply) || (reply.Progress != AnswerProgress.Unrelated && _masked.Reads(reply.Part));

    private bool IsAuthentication(in Attribution reply) =>
        reply.Progress != AnswerProgress.Unrelated && _conversation.Current.Kind == ReplyKind.Authentication;

    private bool IsAnswerToProxy(in Attribution reply) =>
        reply.Progress != AnswerProgress.Unrelated && _conversation.Current.Audience == ReplyAudience.Proxy;

    /// <summary>A packet that continues a payload goes where the one before it went.</summary>
    private void Continue(in ReceivedPacket packet, OutgoingBuffer outgoing)
    {
        if (_fate == PacketFate.Drop)
            outgoing.Replace(packet.Start, packet.End);
        else
            Forward(packet, outgoing);
    }

    private void Forward(in ReceivedPacket packet, OutgoingBuffer outgoing)
    {
        byte sequence = (byte)(packet.Header.Sequence + _masked.Shift);
        session.NextToClient = (byte)(sequence + 1);
        packet.Renumber(sequence, outgoing);
    }

    private RelayNext Handle(in Attribution reply, in ReceivedPacket packet, in PayloadExtent extent, OutgoingBuffer outgoing)
    {
        _fate = PacketFate.Forward;
        if (reply.Part == ReplyPart.Row && !_file.IsRefused && session.Masks is null && !IsAnswerToProxy(reply))
        {
            session.NextToClient = (byte)(packet.Header.Sequence + 1);
            return RelayNext.Read;
        }
        if (IsAnswerToProxy(reply))
            return TakeAnswer(reply, packet, outgoing);
        if (reply.HasStatus)
            session.NoteStatus(reply.Status);
        if (IsAuthentication(reply))
            return Authenticate(reply, packet, outgoing);
        bool isReply = reply.Progress != AnswerProgress.Unrelated && reply.Part != ReplyPart.Progress;
        if (isReply && _conversation.Current.Refusal is Refusal refusal)
            Refuse(reply, packet, refusal, outgoing);
        else if (isReply && _file.IsRefused)
            EndRefusedFile(packet, outgoing);
        else if (isReply && reply.Part == ReplyPart.LocalInfile && !_file.MayBeAskedFor())
            RefuseFile(packet, outgoing);
        else
            Pass(reply, packet, extent, outgoing);
        return RelayNext.Read;
    }

    private void Pass(in Attribution reply, in ReceivedPacket packet, in PayloadExtent extent, OutgoingBuffer outgoing)
    {
        bool isReply = reply.Progress != AnswerProgress.Unrelated && reply.Part != ReplyPart.Progress;
        if (isReply)
            Note(reply, packet);
        if (!isReply || !_masked.Write(reply, packet, extent, outgoing))
            Forward(packet, outgoing);
    }

    private void Note(in Attribution reply, in ReceivedPacket packet)
    {
        if (reply.Part == ReplyPart.PrepareOk && _conversation.Current.Statement is { } statement)
            session.Statements.Confirm(statement, PrepareOk.Read(packet.Payload, session.Capabilities));
        else if (reply.Part == ReplyPart.LocalInfile)
            session.Infile.Begin((byte)(packet.Header.Sequence + 1));
        else if (reply.Part == ReplyPart.Ok && _conversation.Current.Command == CommandCode.ResetConnection)
            session.Statements.Clear();
    }

    private void EndReply()
    {
        _file.End();
        _masked.End();
        session.NextToClient = _conversation.Waiting > 0 ? (byte)1 : (byte)0;
        _conversation.Settle();
        session.Signal.Raise();
    }

    /// <summary>Swallows what the proxy asked for itself.</summary>
    private RelayNext TakeAnswer(in Attribution reply, in ReceivedPacket packet, OutgoingBuffer outgoing)
    {
        outgoing.Replace(packet.Start, packet.End);
        if (_conversation.Current.Judgement is not IServerQuestion question)
            return RelayNext.Read;
        if (reply.Part == ReplyPart.Row)
            question.AddRow(packet.Payload);
        else if (reply.Progress == AnswerProgress.Ends)
            question.End(reply.Part == ReplyPart.RowsEnd ? QuestionOutcome.Answered : QuestionOutcome.Failed);
        return RelayNext.Read;
    }

    private void Refuse(in Attribution reply, in ReceivedPacket packet, Refusal refusal, OutgoingBuffer outgoing)
    {
        // What the server prepared in place of a refused text, MariaDB's EXECUTE -1 would run.
        if (reply.Part == ReplyPart.PrepareOk)
            throw new MySqlProtocolException("it prepared what no server can prepare");
        Swap(packet, refusal, outgoing);
    }

    private void Swap(in ReceivedPacket packet, Refusal refusal, OutgoingBuffer outgoing)
    {
        outgoing.Replace(packet.Start, packet.End).Write(refusal.Packet(_conversation.Current.NextSequence));
        _fate = PacketFate.Drop;
    }

    private void RefuseFile(in ReceivedPacket packet, OutgoingBuffer outgoing)
    {
        _fate = PacketFate.Drop;
        outgoing.Replace(packet.Start, packet.End);
        _file.Refuse(packet.Header);
    }

    private void EndRefusedFile(in ReceivedPacket packet, OutgoingBuffer outgoing)
    {
        _fate = PacketFate.Drop;
        if (_file.TakeAnswer() is { } refusal)
            Swap(packet, refusal, outgoing);
        else
            outgoing.Replace(packet.Start, packet.End);
    }

    private RelayNext Authenticate(in Attribution reply, in ReceivedPacket packet, OutgoingBuffer outgoing)
    {
        AuthenticationExchange exchange = session.Authentication;
        byte sequence = (byte)(packet.Header.Sequence + exchange.Shift);
        session.NextToClient = sequence;
        if (reply.Part == ReplyPart.Ok)
            LoginOk.WriteWithoutRedirect(packet, session.Capabilities, sequence, outgoing);
        else
            packet.Renumber(sequence, outgoing);
        switch (reply.Part)
        {
            case ReplyPart.Ok:
                session.NoteLogin();
                break;
            case ReplyPart.Err:
                session.NoteLoginRefused();
                break;
            case ReplyPart.AuthSwitch:
                AuthSwitchRequest request = AuthSwitchRequest.Read(packet.Payload);
                exchange.Switch(AuthenticationRule.MethodOf(request.PluginName), sequence);
                _recorded.Zero(InPacket(request.DataAt));
                break;
            default:
                exchange.ServerSpoke(packet.Payload, sequence);
                _recorded.Zero(InPacket(Math.Min(1, packet.Payload.Length)..packet.Payload.Length));
                break;
        }
        session.NextToClient = (byte)(sequence + 1);
        session.Signal.Raise();
        return RelayNext.Pause;
    }

    private static Range InPacket(Range inPayload) =>
        (PacketHeader.Size + inPayload.Start.Value)..(PacketHeader.Size + inPayload.End.Value);

    /// <summary>What becomes of the part of a packet that arrives after it was handled.</summary>
    private enum PacketFate : byte
    {
        Forward,
        Drop,
    }
}
