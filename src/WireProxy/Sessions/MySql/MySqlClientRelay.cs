using WireProxy.Protocols.MySql;
using WireProxy.Protocols.MySql.Commands;
using WireProxy.Protocols.MySql.Conversation;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Sessions.MySql.Login;

namespace WireProxy.Sessions.MySql;

/// <summary>
/// Client to server: tells commands from answers to the server's questions (authentication, a file), notes what each
/// command will be answered with, and refuses those that never pass. Bodies that nobody needs to read stream through.
/// </summary>
internal sealed class MySqlClientRelay(MySqlSession session) : IFrameRelay
{
    private readonly MySqlConversation _conversation = session.Conversation;
    private int _bodyRemaining;
    private BodyFate _fate;
    private Payload _payload;
    private byte _nextSequence;
    private Refusal? _refusal;
    private long _refusedAt;
    private long _offset = session.Recorder.BytesFromClient;
    private Range _secret;

    public bool InsideFrame => _bodyRemaining > 0 || _payload == Payload.GoesOn;

    public Action CallTurn
    {
        set => session.CallClientTurn = value;
    }

    public RelayStep Relay(ReadOnlyMemory<byte> received, OutgoingBuffer outgoing)
    {
        ReadOnlySpan<byte> bytes = received.Span;
        _secret = default;
        if (session.Infile.IsDeclined)
            EndDeclinedFile(outgoing);
        int at = ContinueBody(bytes, outgoing);
        while (true)
        {
            ReadOnlySpan<byte> rest = bytes[at..];
            if (rest.Length < PacketHeader.Size)
                return Done(at, _bodyRemaining > 0 ? 1 : PacketHeader.Size, RelayNext.Read);
            PacketHeader header = PacketHeader.Read(rest);
            if (_payload == Payload.Ended && session.Authentication is { IsRunning: true, IsClientsTurn: false })
                return Done(at, 0, RelayNext.Pause);
            CheckSequence(header);
            int needed = PacketHeader.Size + Math.Min(header.PayloadLength, NeededLength(header, rest[PacketHeader.Size..]));
            if (rest.Length < needed)
                return Done(at, needed, RelayNext.Read);

            int present = Math.Min(rest.Length, header.TotalLength);
            var packet = new ReceivedPacket(header, rest[PacketHeader.Size..present], at, _offset + at);
            RelayNext next = Handle(packet, outgoing);
            at += present;
            _bodyRemaining = header.TotalLength - present;
            _payload = header.IsContinued ? Payload.GoesOn : Payload.Ended;
            _nextSequence = (byte)(header.Sequence + 1);
            if (_payload == Payload.Ended && _refusal is not null)
                SendSubstitute(_refusal, packet, outgoing);
            if (next != RelayNext.Read)
                return Done(at, 0, next);
        }
    }

    public ValueTask RecordAsync(ReadOnlyMemory<byte> received, ReadOnlyMemory<byte> sent)
    {
        if (received.IsEmpty)
            return ValueTask.CompletedTask;
        if (_secret.Equals(default))
            return session.Recorder.FromClientAsync(received);
        byte[] zeroed = received.ToArray();
        zeroed.AsSpan(_secret).Clear();
        return session.Recorder.FromClientAsync(zeroed);
    }

    public Task ResumeAsync() => session.Signal.WhenAsync(MayGoOn);

    public void Abandon() => session.Signal.Abandon();

    private RelayStep Done(int consumed, int needed, RelayNext next)
    {
        _offset += consumed;
        return new RelayStep(consumed, needed, next);
    }

    private bool MayGoOn() => session.Authentication is { IsRunning: false } or { IsClientsTurn: true } || session.Infile.IsDeclined;

    private int ContinueBody(ReadOnlySpan<byte> bytes, OutgoingBuffer outgoing)
    {
        int count = Math.Min(_bodyRemaining, bytes.Length);
        _bodyRemaining -= count;
        if (count > 0 && _fate == BodyFate.Drop)
            outgoing.Replace(0, count);
        return count;
    }

    /// <exception cref="MySqlProtocolException">The packet is not the next one; both servers close the connection, too.</exception>
    private void CheckSequence(PacketHeader header)
    {
        byte expected = _payload == Payload.GoesOn ? _nextSequence
            : session.Authentication.IsRunning ? session.Authentication.NextFromClient
            : session.Infile.IsRunning ? session.Infile.NextSequence
            : (byte)0;
        if (header.Sequence == expected)
            return;
        session.NextToClient = (byte)(header.Sequence + 1);
        throw new MySqlProtocolException("Got packets out of order", 1156, "08S01");
    }

    /// <summary>How much of a payload must be here before it is clear what becomes of it.</summary>
    private int NeededLength(PacketHeader header, ReadOnlySpan<byte> payload)
    {
        if (_payload == Payload.GoesOn || session.Infile.IsRunning)
            return 0;
        bool isSecret = session.Authentication.IsRunning || (payload.Length > 0 && (CommandCode)payload[0] == CommandCode.ChangeUser);
        if (!isSecret)
            return 1;
        return header.PayloadLength <= LoginPackets.MaxLength
            ? header.PayloadLength
            : throw new MySqlProtocolException($"{header.PayloadLength} bytes of authentication data", 1043, "08S01");
    }

    private RelayNext Handle(in ReceivedPacket packet, OutgoingBuffer outgoing)
    {
        if (_payload == Payload.GoesOn)
        {
            if (_fate == BodyFate.Drop)
                outgoing.Replace(packet.Start, packet.End);
            if (session.Infile.IsRunning)
                session.Infile.Continue((byte)(packet.Header.Sequence + 1));
            return RelayNext.Read;
        }
        _fate = BodyFate.Forward;
        if (session.Authentication.IsRunning)
            return AnswerAuthentication(packet, outgoing);
        if (session.Infile.IsRunning)
            return SendFile(packet);
        return packet.Payload.IsEmpty ? Refuse(packet, outgoing) : Command((CommandCode)packet.Payload[0], packet, outgoing);
    }

    private RelayNext Command(CommandCode command, in ReceivedPacket packet, OutgoingBuffer outgoing)
    {
        if (command == CommandCode.Quit)
            return RelayNext.End;
        if (CommandReplies.HasNone(command))
            return RelayNext.Read;
        if (CommandReplies.Of(command) is not { } kind)
            return Refuse(packet, outgoing);
        if (command == CommandCode.ChangeUser)
            BeginChangeUser(packet);
        Expect(new PendingReply(kind, ReplyAudience.Client) { ClientOffset = packet.StreamOffset }, packet);
        return command == CommandCode.ChangeUser ? RelayNext.Pause : RelayNext.Read;
    }

    private void Expect(in PendingReply reply, in ReceivedPacket packet)
    {
        byte next = (byte)(packet.Header.Sequence + 1);
        if (_conversation.IsIdle)
            session.NextToClient = next;
        _conversation.Expect(reply with { NextSequence = next });
    }

    private RelayNext Refuse(in ReceivedPacket packet, OutgoingBuffer outgoing)
    {
        outgoing.Replace(packet.Start, packet.End);
        _fate = BodyFate.Drop;
        _refusal = Refusal.UnknownCommand;
        _refusedAt = packet.StreamOffset;
        return RelayNext.Read;
    }

    /// <summary>Behind the last packet of the refused command, because the client counts its own.</summary>
    private void SendSubstitute(Refusal refusal, in ReceivedPacket last, OutgoingBuffer outgoing)
    {
        Substitute.Ping(outgoing.Replace(last.End, last.End));
        Expect(new PendingReply(ReplyKind.Ok, ReplyAudience.Client) { Refusal = refusal, ClientOffset = _refusedAt }, last);
        _refusal = null;
    }

    private void BeginChangeUser(in ReceivedPacket packet)
    {
        session.NextToClient = (byte)(packet.Header.Sequence + 1);
        ChangeUserRequest request = ChangeUserRequest.Read(packet.Payload, session.Capabilities);
        var claim = LoginClaim.Of(request.User, request.Database, request.Attributes["program_name"u8]);
        session.Authentication.Begin(claim, AuthenticationRule.MethodOf(request.AuthPluginName), shift: 0);
        _secret = (packet.PayloadStart + request.AuthResponseAt.Start.Value)..(packet.PayloadStart + request.AuthResponseAt.End.Value);
    }

    private RelayNext AnswerAuthentication(in ReceivedPacket packet, OutgoingBuffer outgoing)
    {
        session.NextToClient = (byte)(packet.Header.Sequence + 1);
        packet.Renumber((byte)(packet.Header.Sequence - session.Authentication.Shift), outgoing);
        _secret = packet.PayloadStart..packet.End;
        session.Authentication.ClientSpoke();
        return RelayNext.Pause;
    }

    private RelayNext SendFile(in ReceivedPacket packet)
    {
        byte next = (byte)(packet.Header.Sequence + 1);
        session.NextToClient = next;
        if (packet.Header.PayloadLength == 0)
            session.Infile.End();
        else
            session.Infile.Continue(next);
        return RelayNext.Read;
    }

    /// <summary>Only the client's side writes to the server, so it also sends what the server's side answers.</summary>
    private void EndDeclinedFile(OutgoingBuffer outgoing)
    {
        if (InsideFrame)
            throw new MySqlProtocolException("the client went on sending while the server asked for a file");
        Substitute.EmptyFile(session.Infile.NextSequence, outgoing.Replace(0, 0));
        session.Infile.End();
    }

    /// <summary>What becomes of the part of a payload that arrives after its command was handled.</summary>
    private enum BodyFate : byte
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
