using System.Buffers;
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
/// Server to client: attributes each packet to its command, follows logins, and swaps the answers to refused commands.
/// Bodies that nobody needs to read stream through.
/// </summary>
internal sealed class MySqlServerRelay(MySqlSession session) : IFrameRelay
{
    private readonly MySqlConversation _conversation = session.Conversation;
    private int _bodyRemaining;
    private PacketFate _fate;
    private Payload _payload;
    private Attribution? _held;
    private FileDecline _decline;
    private Range _secret;

    public bool InsideFrame => _bodyRemaining > 0 || _payload == Payload.GoesOn;

    public RelayStep Relay(ReadOnlyMemory<byte> received, OutgoingBuffer outgoing)
    {
        ReadOnlySpan<byte> bytes = received.Span;
        _secret = default;
        int at = ContinueBody(bytes, outgoing);
        while (true)
        {
            ReadOnlySpan<byte> rest = bytes[at..];
            if (rest.Length < PacketHeader.Size)
                return new RelayStep(at, _bodyRemaining > 0 ? 1 : PacketHeader.Size, RelayNext.Read);
            PacketHeader header = PacketHeader.Read(rest);
            int present = Math.Min(rest.Length, header.TotalLength);
            var packet = new ReceivedPacket(header, rest[PacketHeader.Size..present], at, streamOffset: -1);
            RelayNext next = RelayNext.Read;
            if (_payload == Payload.GoesOn)
            {
                _conversation.Continue(header);
                Pass(packet, outgoing);
            }
            else
            {
                int needed = Math.Min(header.PayloadLength, MySqlConversation.PrefixLength);
                if (packet.Payload.Length < needed)
                    return new RelayStep(at, PacketHeader.Size + needed, RelayNext.Read);
                Attribution reply = _held ?? _conversation.Receive(header, Prefix(packet.Payload));
                _held = reply;
                if (!packet.IsWhole && MustBeWhole(reply))
                    return new RelayStep(at, Whole(header), RelayNext.Read);
                if (at > 0 && IsAuthentication(reply))
                    return new RelayStep(at, 0, RelayNext.Pause);
                _held = null;
                next = Handle(reply, packet, outgoing);
                if (reply.Progress == AnswerProgress.Ends)
                    EndReply();
            }
            at += present;
            _bodyRemaining = header.TotalLength - present;
            _payload = header.IsContinued ? Payload.GoesOn : Payload.Ended;
            if (next != RelayNext.Read)
                return new RelayStep(at, 0, next);
        }
    }

    public ValueTask RecordAsync(ReadOnlyMemory<byte> received, ReadOnlyMemory<byte> sent)
    {
        if (sent.IsEmpty)
            return ValueTask.CompletedTask;
        if (_secret.Equals(default))
            return session.Recorder.ToClientAsync(sent);
        byte[] zeroed = sent.ToArray();
        zeroed.AsSpan(_secret).Clear();
        return session.Recorder.ToClientAsync(zeroed);
    }

    // Pauses only to have single packets recorded by themselves.
    public Task ResumeAsync() => Task.CompletedTask;

    public void Abandon()
    {
    }

    private static ReadOnlySpan<byte> Prefix(ReadOnlySpan<byte> payload) =>
        payload.Length <= MySqlConversation.PrefixLength ? payload : payload[..MySqlConversation.PrefixLength];

    private int ContinueBody(ReadOnlySpan<byte> bytes, OutgoingBuffer outgoing)
    {
        int count = Math.Min(_bodyRemaining, bytes.Length);
        _bodyRemaining -= count;
        if (count > 0 && _fate == PacketFate.Drop)
            outgoing.Replace(0, count);
        return count;
    }

    /// <summary>Whether a packet must be here whole before it is handled.</summary>
    private bool MustBeWhole(in Attribution reply) => IsAuthentication(reply) || IsAnswerToProxy(reply);

    private bool IsAnswerToProxy(in Attribution reply) =>
        reply.Progress != AnswerProgress.Unrelated && _conversation.Current.Audience == ReplyAudience.Proxy;

    private bool IsAuthentication(in Attribution reply) =>
        reply.Progress != AnswerProgress.Unrelated && _conversation.Current.Kind == ReplyKind.Authentication;

    private static int Whole(PacketHeader header) => header.TotalLength <= LoginPackets.MaxLength
        ? header.TotalLength
        : throw new MySqlProtocolException($"packet of {header.TotalLength} bytes during authentication");

    private RelayNext Handle(in Attribution reply, in ReceivedPacket packet, OutgoingBuffer outgoing)
    {
        _fate = PacketFate.Forward;
        if (IsAnswerToProxy(reply))
            return TakeAnswer(reply, packet, outgoing);
        if (reply.Part == ReplyPart.Row && _decline == FileDecline.None)
        {
            session.NextToClient = (byte)(packet.Header.Sequence + 1);
            return RelayNext.Read;
        }
        if (reply.HasStatus)
            session.NoteStatus(reply.Status);
        if (IsAuthentication(reply))
            return Authenticate(reply, packet, outgoing);

        session.NextToClient = (byte)(packet.Header.Sequence + 1);
        if (reply.Progress == AnswerProgress.Unrelated || reply.Part == ReplyPart.Progress)
            return RelayNext.Read;
        if (_conversation.Current.Refusal is Refusal refusal)
            Refuse(reply, packet, refusal, outgoing);
        else if (_decline != FileDecline.None)
            EndDeclined(packet, outgoing);
        else if (reply.Part == ReplyPart.LocalInfile)
            AskForFile(packet, outgoing);
        else if (reply.Part == ReplyPart.PrepareOk && _conversation.Current.Statement is { } statement)
            session.Statements.Confirm(statement, PrepareOk.Read(packet.Payload, session.Capabilities));
        else if (reply.Part == ReplyPart.Ok && _conversation.Current.Command == CommandCode.ResetConnection)
            session.Statements.Clear();
        return RelayNext.Read;
    }

    /// <summary>Swallows what the proxy asked for itself.</summary>
    private RelayNext TakeAnswer(in Attribution reply, in ReceivedPacket packet, OutgoingBuffer outgoing)
    {
        outgoing.Replace(packet.Start, packet.End);
        if (_conversation.Current.Judgement is not SettingsQuestion question)
            return RelayNext.Read;
        if (reply.Part == ReplyPart.Row)
            question.Read(packet.Payload);
        else if (reply.Part == ReplyPart.RowsEnd)
            session.NoteSettings(question.Answer);
        return RelayNext.Read;
    }

    private void Refuse(in Attribution reply, in ReceivedPacket packet, Refusal refusal, OutgoingBuffer outgoing)
    {
        // What the server prepared in place of a refused text, MariaDB's EXECUTE -1 would run.
        if (reply.Part == ReplyPart.PrepareOk)
            throw new MySqlProtocolException("it prepared what no server can prepare");
        Swap(packet, refusal.Packet(_conversation.Current.NextSequence), outgoing);
    }

    /// <summary>A packet that goes where the one before it went.</summary>
    private void Pass(in ReceivedPacket packet, OutgoingBuffer outgoing)
    {
        if (_fate == PacketFate.Drop)
            outgoing.Replace(packet.Start, packet.End);
    }

    private void Swap(in ReceivedPacket packet, ReadOnlySpan<byte> replacement, OutgoingBuffer outgoing)
    {
        outgoing.Replace(packet.Start, packet.End).Write(replacement);
        _fate = PacketFate.Drop;
    }

    private void EndReply()
    {
        _decline = FileDecline.None;
        session.NextToClient = _conversation.Waiting > 0 ? (byte)1 : (byte)0;
        _conversation.Settle();
        session.Signal.Raise();
    }

    /// <summary>A packet by itself, so that it can be recorded without its secret.</summary>
    private RelayNext Authenticate(in Attribution reply, in ReceivedPacket packet, OutgoingBuffer outgoing)
    {
        AuthenticationExchange exchange = session.Authentication;
        byte sequence = (byte)(packet.Header.Sequence + exchange.Shift);
        session.NextToClient = sequence;
        if (reply.Part != ReplyPart.Ok)
            packet.Renumber(sequence, outgoing);
        switch (reply.Part)
        {
            case ReplyPart.Ok:
                LoginOk.WriteWithoutRedirect(packet, session.Capabilities, sequence, outgoing);
                session.NoteLogin();
                break;
            case ReplyPart.Err:
                session.NoteLoginRefused();
                break;
            case ReplyPart.AuthSwitch:
                AuthSwitchRequest request = AuthSwitchRequest.Read(packet.Payload);
                exchange.Switch(AuthenticationRule.MethodOf(request.PluginName), sequence);
                _secret = InPacket(request.DataAt);
                break;
            default:
                exchange.ServerSpoke(packet.Payload, sequence);
                _secret = InPacket(Math.Min(1, packet.Payload.Length)..packet.Payload.Length);
                break;
        }
        session.NextToClient = (byte)(sequence + 1);
        session.Signal.Raise();
        return RelayNext.Pause;
    }

    private static Range InPacket(Range inPayload) =>
        (PacketHeader.Size + inPayload.Start.Value)..(PacketHeader.Size + inPayload.End.Value);

    private void AskForFile(in ReceivedPacket packet, OutgoingBuffer outgoing)
    {
        byte next = (byte)(packet.Header.Sequence + 1);
        if (_conversation.Waiting > 0)
            throw new MySqlProtocolException("the server asks for a file where the client has sent commands already");
        if (MayAskForFile())
        {
            session.Infile.Begin(next);
            return;
        }
        _decline = FileDecline.Begun;
        outgoing.Replace(packet.Start, packet.End);
        _fate = PacketFate.Drop;
        session.Infile.Decline(next);
        session.Signal.Raise();
        session.CallClientTurn();
    }

    private bool MayAskForFile() => session.Capabilities.HasFlag(CapabilityFlags.LocalFiles)
        && (session.Gate is null
            || (_conversation.Current.Judgement is StatementJudgement judgement && judgement.Effects.HasFlag(StatementEffects.LoadsLocalFile)));

    /// <summary>The server's answer to a file without contents; what follows it in the same reply the client no longer expects.</summary>
    private void EndDeclined(in ReceivedPacket packet, OutgoingBuffer outgoing)
    {
        if (_decline == FileDecline.Begun)
            Swap(packet, Refusal.LocalInfile.Packet(_conversation.Current.NextSequence), outgoing);
        else
            outgoing.Replace(packet.Start, packet.End);
        _fate = PacketFate.Drop;
        _decline = FileDecline.Told;
    }

    /// <summary>Whether the server's request for a file was kept from the client.</summary>
    private enum FileDecline : byte
    {
        None,
        Begun,
        /// <summary>The client got its error.</summary>
        Told,
    }

    /// <summary>What becomes of the part of a packet that arrives after it was handled.</summary>
    private enum PacketFate : byte
    {
        Forward,
        Drop,
    }

    /// <summary>Whether the next packet begins a payload.</summary>
    private enum Payload : byte
    {
        Ended,
        GoesOn,
    }
}
