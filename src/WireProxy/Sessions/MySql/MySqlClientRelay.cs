using WireProxy.Audit.Records;
using WireProxy.Protocols.MySql;
using WireProxy.Protocols.MySql.Commands;
using WireProxy.Protocols.MySql.Conversation;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Sessions.MySql.Login;
using WireProxy.Sessions.MySql.Statements;

namespace WireProxy.Sessions.MySql;

/// <summary>
/// Client to server: tells commands from answers to the server's questions (authentication, a file), notes what each
/// command will be answered with, and lets none pass that was not decided on. Bodies that nobody reads stream through.
/// </summary>
internal sealed class MySqlClientRelay(MySqlSession session) : IFrameRelay
{
    // Long enough for a busy server; one that never answers must not hold the client's next bytes for ever.
    private static readonly TimeSpan QuestionPatience = TimeSpan.FromSeconds(15);

    private readonly MySqlConversation _conversation = session.Conversation;
    private readonly Substitute _substitute = new(session.Recorder.SessionId);
    private long _offset = session.Recorder.BytesFromClient;
    private int _bodyRemaining;
    private BodyFate _fate;
    private PayloadProgress _payload;
    private byte _nextSequence;
    private CommandDecision? _refused;
    private long _refusedAt;
    private Range _secret;

    public bool InsideFrame => _bodyRemaining > 0 || _payload == PayloadProgress.GoesOn;

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
            if (_payload == PayloadProgress.Ended && session.Authentication is { IsRunning: true, IsClientsTurn: false })
                return Done(at, 0, RelayNext.Pause);
            PacketHeader header = PacketHeader.Read(rest);
            CheckSequence(header);
            PayloadExtent extent = ExtentOf(header, rest);
            if (rest.Length < extent.Needed)
                return Done(at, extent.Needed, RelayNext.Read);

            rest = rest[..Math.Min(rest.Length, extent.Total)];
            var command = new ReceivedCommand(extent.PayloadIn(rest), at, at + rest.Length, extent.LastSequence, _offset + at);
            Outcome outcome = Handle(header, command, extent.Form, outgoing);
            if (outcome == Outcome.Held)
                return Done(at, 0, RelayNext.Pause);
            at = command.End;
            _bodyRemaining = extent.Total - rest.Length;
            _payload = header.IsContinued && extent.Form != PayloadForm.Whole ? PayloadProgress.GoesOn : PayloadProgress.Ended;
            _nextSequence = command.NextSequence;
            if (_refused is { } refused && _payload == PayloadProgress.Ended)
                SendSubstitute(refused, command, outgoing);
            if (outcome != Outcome.Passed)
                return Done(at, 0, outcome == Outcome.Last ? RelayNext.End : RelayNext.Pause);
        }
    }

    public ValueTask RecordAsync(ReadOnlyMemory<byte> received, ReadOnlyMemory<byte> sent)
    {
        if (received.IsEmpty || _secret.Equals(default))
            return received.IsEmpty ? ValueTask.CompletedTask : session.Recorder.FromClientAsync(received);
        byte[] zeroed = received.ToArray();
        zeroed.AsSpan(_secret).Clear();
        session.Recorder.Redacted(RecordedSide.Client, session.Recorder.BytesFromClient + _secret.Start.Value, _secret.End.Value - _secret.Start.Value);
        return session.Recorder.FromClientAsync(zeroed);
    }

    public Task ResumeAsync()
    {
        if (session.Authentication.IsRunning)
            return session.Signal.WhenAsync(() => session.Authentication is { IsRunning: false } or { IsClientsTurn: true });
        // A file that the server asks for now would otherwise wait for this wait to end.
        Task settled = session.Signal.WhenAsync(() => _conversation.IsIdle || session.Infile.IsDeclined || session.Infile.IsRunning);
        return session.Gate is { IsAsking: true } ? settled.WaitAsync(QuestionPatience) : settled;
    }

    public void Abandon() => session.Signal.Abandon();

    private RelayStep Done(int consumed, int needed, RelayNext next)
    {
        _offset += consumed;
        return new RelayStep(consumed, needed, next);
    }

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
        byte expected = _payload == PayloadProgress.GoesOn ? _nextSequence
            : session.Authentication.IsRunning ? session.Authentication.NextFromClient
            : session.Infile.IsRunning ? session.Infile.NextSequence
            : (byte)0;
        if (header.Sequence == expected)
            return;
        session.NextToClient = (byte)(header.Sequence + 1);
        throw PayloadExtent.OutOfOrder();
    }

    /// <summary>How much must be here before it is clear what becomes of it.</summary>
    private PayloadExtent ExtentOf(PacketHeader header, ReadOnlySpan<byte> bytes)
    {
        if (_payload == PayloadProgress.GoesOn || session.Infile.IsRunning)
            return PayloadExtent.Streamed(header, neededPayload: 0);
        if (session.Authentication.IsRunning)
            return PayloadExtent.Streamed(header, SecretLength(header));
        if (header.PayloadLength == 0 || bytes.Length <= PacketHeader.Size)
            return PayloadExtent.Streamed(header, neededPayload: 1);
        var code = (CommandCode)bytes[PacketHeader.Size];
        if (code == CommandCode.ChangeUser)
            return PayloadExtent.Streamed(header, SecretLength(header));
        if (session.Gate is not { } gate)
            return PayloadExtent.Streamed(header, CursorRule.NeededLength(code));
        return StatementGate.ReadsWhole(code)
            ? PayloadExtent.Whole(bytes, gate.InspectionLimit)
            : PayloadExtent.Streamed(header, Math.Max(gate.NeededLength(code, header), CursorRule.NeededLength(code)));
    }

    private static int SecretLength(PacketHeader header) => header.PayloadLength <= LoginPackets.MaxLength
        ? header.PayloadLength
        : throw new MySqlProtocolException($"{header.PayloadLength} bytes of authentication data", 1043, "08S01");

    private Outcome Handle(PacketHeader header, in ReceivedCommand command, PayloadForm form, OutgoingBuffer outgoing)
    {
        if (_payload == PayloadProgress.GoesOn)
            return Continue(header, command, outgoing);
        _fate = BodyFate.Forward;
        if (session.Authentication.IsRunning)
            return AnswerAuthentication(header, command, outgoing);
        if (session.Infile.IsRunning)
            return SendFile(header, command);
        if (command.Code == CommandCode.ChangeUser)
            BeginChangeUser(command);
        else if (command.Code == CommandCode.Quit)
            return Outcome.Last;
        else if (session.Gate?.MustWait(command, outgoing) == true && form != PayloadForm.TooLong)
            return Outcome.Held;
        session.Gate?.Redacted?.Begin(header, command, form);
        Decide(command, form, outgoing);
        return command.Code == CommandCode.ChangeUser ? Outcome.AwaitsServer : Outcome.Passed;
    }

    private Outcome Continue(PacketHeader header, in ReceivedCommand packet, OutgoingBuffer outgoing)
    {
        session.Gate?.Redacted?.Continue(header, packet);
        if (_fate == BodyFate.Drop)
            outgoing.Replace(packet.Start, packet.End);
        else if (_fate == BodyFate.Forward)
            _conversation.Extend(packet.NextSequence);
        if (session.Infile.IsRunning)
            session.Infile.Continue(packet.NextSequence);
        return Outcome.Passed;
    }

    private void Decide(in ReceivedCommand command, PayloadForm form, OutgoingBuffer outgoing)
    {
        CommandDecision decision = session.Gate switch
        {
            null => CommandReplies.Of(command.Code),
            { } gate when form == PayloadForm.TooLong => gate.DecideUnread(command.Code, command.StreamOffset),
            { } gate => gate.Decide(command),
        };
        if (decision.Refusal is null && session.Cursors.Check(command, session.Server.Family) is { } fault)
            decision = new CommandDecision(ReplyKind.Ok, fault) { Resets = StatementId.Read(command.Payload) };
        if (decision.Refusal is null)
        {
            if (decision.Reply is null)
                _fate = BodyFate.ForwardUnanswered;
            else
                Expect(decision, command, command.StreamOffset);
            return;
        }
        outgoing.Replace(command.Start, command.End);
        _fate = BodyFate.Drop;
        _refused = decision;
        _refusedAt = command.StreamOffset;
    }

    private void Expect(in CommandDecision decision, in ReceivedCommand command, long clientOffset)
    {
        if (_conversation.IsIdle)
            session.NextToClient = command.NextSequence;
        _conversation.Expect(new PendingReply(decision.Reply!.Value, ReplyAudience.Client)
        {
            Command = command.Code,
            Statement = decision.Statement,
            Judgement = decision.Judgement,
            Refusal = decision.Refusal,
            ClientOffset = clientOffset,
            NextSequence = command.NextSequence,
            // A substitute is one packet.
            ServerSequence = decision.Refusal is null ? command.NextSequence : (byte)1,
        });
    }

    /// <summary>Behind the last packet of the refused command, because the answer's sequence id counts them.</summary>
    private void SendSubstitute(in CommandDecision refused, in ReceivedCommand last, OutgoingBuffer outgoing)
    {
        outgoing.Replace(last.End, last.End);
        if (refused.Reply == ReplyKind.Prepare)
            _substitute.Prepare(outgoing);
        else if (refused.Resets is { } statement)
            Substitute.Reset(statement, outgoing);
        else
            Substitute.Ping(outgoing);
        Expect(refused, last, _refusedAt);
        _refused = null;
    }

    private void BeginChangeUser(in ReceivedCommand command)
    {
        session.NextToClient = command.NextSequence;
        ChangeUserRequest request = ChangeUserRequest.Read(command.Payload, session.Capabilities);
        var claim = LoginClaim.Of(request.User, request.Database, request.Attributes["program_name"u8]);
        ReadableLogin.Check(session.PolicyOf(claim), request.CharacterSet);
        session.Authentication.Begin(claim, AuthenticationRule.MethodOf(request.AuthPluginName), shift: 0);
        _secret = (command.PayloadStart + request.AuthResponseAt.Start.Value)..(command.PayloadStart + request.AuthResponseAt.End.Value);
    }

    private Outcome AnswerAuthentication(PacketHeader header, in ReceivedCommand answer, OutgoingBuffer outgoing)
    {
        session.NextToClient = answer.NextSequence;
        new ReceivedPacket(header, answer.Payload, answer.Start, answer.End)
            .Renumber((byte)(header.Sequence - session.Authentication.Shift), outgoing);
        _conversation.Extend((byte)(answer.NextSequence - session.Authentication.Shift));
        _secret = answer.PayloadStart..answer.End;
        session.Authentication.ClientSpoke();
        return Outcome.AwaitsServer;
    }

    private Outcome SendFile(PacketHeader header, in ReceivedCommand packet)
    {
        session.Gate?.Redacted?.File(header, packet);
        session.NextToClient = packet.NextSequence;
        _conversation.Extend(packet.NextSequence);
        if (header.PayloadLength == 0)
            session.Infile.End();
        else
            session.Infile.Continue(packet.NextSequence);
        return Outcome.Passed;
    }

    /// <summary>Only the client's side writes to the server, so it also sends what the server's side answers.</summary>
    private void EndDeclinedFile(OutgoingBuffer outgoing)
    {
        if (InsideFrame)
            throw new MySqlProtocolException("the client went on sending while the server asked for a file");
        Substitute.EmptyFile(session.Infile.NextSequence, outgoing.Replace(0, 0));
        _conversation.Extend((byte)(session.Infile.NextSequence + 1));
        session.Infile.End();
    }

    /// <summary>What becomes of the part of a payload that arrives after its command was handled.</summary>
    private enum BodyFate : byte
    {
        Forward,
        /// <summary>The server says nothing to the command.</summary>
        ForwardUnanswered,
        Drop,
    }

    /// <summary>What came of looking at a command.</summary>
    private enum Outcome : byte
    {
        Passed,
        /// <summary>It has not been dealt with: it waits for the server's side.</summary>
        Held,
        /// <summary>It has passed, and the server's side must see the answer before anything else is looked at.</summary>
        AwaitsServer,
        /// <summary>The client says good-bye.</summary>
        Last,
    }
}
