using WireProxy.Policy;
using WireProxy.Protocols.Postgres.Conversation;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;

namespace WireProxy.Sessions.Postgres;

/// <summary>
/// Client to server: notes what each message will be answered with, and in a session with policies lets nothing pass
/// that was not judged. Bodies that nobody needs to read stream through.
/// </summary>
/// <param name="session">The session's shared state.</param>
/// <param name="gate">Judges statements; null in a session without policies.</param>
/// <param name="masked">Follows names and the catalog; null in a session without masks.</param>
/// <param name="redacted">Announces what is not recorded; null where everything is.</param>
internal sealed class PostgresClientRelay(PostgresSession session, StatementGate? gate, MaskedRequests? masked, RedactedRequests? redacted) : IFrameRelay
{
    private readonly PostgresConversation _conversation = session.Conversation;
    private int _bodyRemaining;
    private BodyFate _bodyFate;
    private long _offset = session.Recorder.BytesFromClient;

    public bool InsideFrame => _bodyRemaining > 0;

    public RelayStep Relay(ReadOnlyMemory<byte> received, OutgoingBuffer outgoing)
    {
        ReadOnlySpan<byte> bytes = received.Span;
        int at = ContinueBody(bytes, outgoing);
        while (true)
        {
            ReadOnlySpan<byte> rest = bytes[at..];
            if (rest.Length < FrameHeader.Size)
                return Done(at, _bodyRemaining > 0 ? 1 : FrameHeader.Size, RelayNext.Read);
            FrameHeader header = FrameHeader.Read(rest);
            FrontendFrameLimits.Check(header);
            int needed = FrameHeader.Size + Math.Min(header.BodyLength, InspectedLength(header));
            if (rest.Length < needed)
                return Done(at, needed, RelayNext.Read);

            int present = (int)Math.Min(rest.Length, header.TotalLength);
            _bodyFate = BodyFate.Forward;
            RelayNext next = Judge(new ReceivedFrame(header, rest[FrameHeader.Size..present], at, _offset + at), outgoing);
            if (next == RelayNext.Pause)
                return Done(at, 0, next);
            at += present;
            _bodyRemaining = (int)(header.TotalLength - present);
            if (next == RelayNext.End)
                return Done(at, 0, next);
        }
    }

    public ValueTask RecordAsync(ReadOnlyMemory<byte> received, ReadOnlyMemory<byte> sent) =>
        received.IsEmpty ? ValueTask.CompletedTask : session.Recorder.FromClientAsync(received);

    public Task ResumeAsync() => masked?.CatalogRead ?? Task.CompletedTask;

    public void Abandon() => masked?.AbandonCatalog();

    private RelayStep Done(int consumed, int needed, RelayNext next)
    {
        _offset += consumed;
        return new RelayStep(consumed, needed, next);
    }

    private int ContinueBody(ReadOnlySpan<byte> bytes, OutgoingBuffer outgoing)
    {
        int count = Math.Min(_bodyRemaining, bytes.Length);
        _bodyRemaining -= count;
        if (count > 0 && _bodyFate == BodyFate.Drop)
            outgoing.Replace(0, count);
        return count;
    }

    /// <summary>How much of a body must be here before the message can be judged.</summary>
    private int InspectedLength(FrameHeader header) => (FrontendMessageCode)header.Code switch
    {
        FrontendMessageCode.Query or FrontendMessageCode.Parse when gate is not null =>
            header.BodyLength <= gate.InspectionLimit ? header.BodyLength : 0,
        FrontendMessageCode.Bind when redacted is not null => redacted.InspectedLength(header),
        FrontendMessageCode.Bind when masked is not null => MaskedRequests.NamesPrefix,
        FrontendMessageCode.Execute or FrontendMessageCode.Close when masked is not null => header.BodyLength,
        FrontendMessageCode.Describe => masked is null ? 1 : header.BodyLength,
        _ => 0,
    };

    private RelayNext Judge(in ReceivedFrame frame, OutgoingBuffer outgoing)
    {
        redacted?.Follow(frame);
        switch ((FrontendMessageCode)frame.Header.Code)
        {
            case FrontendMessageCode.Query when gate is not null:
                return JudgeQuery(gate, frame, outgoing);
            case FrontendMessageCode.Parse when gate is not null:
                return JudgeParse(gate, frame, outgoing);
            case FrontendMessageCode.FunctionCall when gate is not null:
                return JudgeFunctionCall(gate, frame, outgoing);
            case FrontendMessageCode.Bind or FrontendMessageCode.Describe or FrontendMessageCode.Execute
                or FrontendMessageCode.Close when masked is not null:
                return masked.Follow(frame, outgoing);
            case FrontendMessageCode.Query:
                return Expect(ReplyKind.Query, frame);
            case FrontendMessageCode.Parse:
                return Expect(ReplyKind.Parse, frame);
            case FrontendMessageCode.FunctionCall:
                return Expect(ReplyKind.FunctionCall, frame);
            case FrontendMessageCode.Bind:
                return Expect(ReplyKind.Bind, frame);
            case FrontendMessageCode.Describe:
                return Expect(DescribeTarget.Of(frame.Body), frame);
            case FrontendMessageCode.Execute:
                return Expect(ReplyKind.Execute, frame);
            case FrontendMessageCode.Close:
                return Expect(ReplyKind.Close, frame);
            case FrontendMessageCode.Sync:
                masked?.EndBatch();
                return Expect(ReplyKind.Sync, frame);
            case FrontendMessageCode.CopyDone or FrontendMessageCode.CopyFail:
                return Expect(ReplyKind.CopyEnd, frame);
            case FrontendMessageCode.Terminate:
                return RelayNext.End;
            default:
                // Flush and CopyData have no reply of their own.
                return RelayNext.Read;
        }
    }

    private RelayNext Expect(ReplyKind kind, in ReceivedFrame frame)
    {
        _conversation.Expect(new PendingReply(kind, ReplyAudience.Client) { ClientOffset = frame.StreamOffset });
        return RelayNext.Read;
    }

    private RelayNext JudgeQuery(StatementGate gate, in ReceivedFrame frame, OutgoingBuffer outgoing)
    {
        if (frame.Header.BodyLength > gate.InspectionLimit)
            return RefuseUnread(gate, ReplyKind.Query, frame, outgoing);

        StatementJudgement? judgement = gate.JudgeQuery(frame.Body);
        if (masked is not null && masked.ReadCatalogBefore(judgement, frame, outgoing))
            return RelayNext.Pause;
        redacted?.Query(frame, judgement);
        Refusal? refusal = null;
        if (judgement is not { Verdict.Kind: VerdictKind.Allow })
        {
            outgoing.Replace(frame.Start, frame.End);
            refusal = gate.RefuseQuery(judgement, frame.StreamOffset, outgoing);
        }
        CopyDescription? copy = judgement is null ? null : masked?.DescribeCopyBefore(judgement, frame, outgoing);
        masked?.PassQuery();
        _conversation.Expect(new PendingReply(ReplyKind.Query, ReplyAudience.Client)
        {
            Judgement = judgement,
            Inquiry = copy,
            Refusal = refusal,
            ClientOffset = frame.StreamOffset,
        });
        if (copy is not null)
            masked!.EndCopyBehind(copy, frame, outgoing);
        return RelayNext.Read;
    }

    private RelayNext JudgeParse(StatementGate gate, in ReceivedFrame frame, OutgoingBuffer outgoing)
    {
        if (frame.Header.BodyLength > gate.InspectionLimit)
            return RefuseUnread(gate, ReplyKind.Parse, frame, outgoing);

        StatementJudgement? judgement = gate.JudgeParse(frame.Body, out ReadOnlySpan<byte> name);
        if (masked is not null && masked.ReadCatalogBefore(judgement, frame, outgoing))
            return RelayNext.Pause;
        redacted?.Parse(frame, name, judgement);
        Refusal? refusal = null;
        if (judgement is not { Verdict.Kind: VerdictKind.Allow })
        {
            outgoing.Replace(frame.Start, frame.End);
            refusal = gate.RefuseParse(judgement, name, frame.StreamOffset, outgoing);
        }
        _conversation.Expect(new PendingReply(ReplyKind.Parse, ReplyAudience.Client)
        {
            Statement = masked?.Statement(name, refusal is null ? judgement : null),
            Judgement = judgement,
            Refusal = refusal,
            ClientOffset = frame.StreamOffset,
        });
        return RelayNext.Read;
    }

    private RelayNext JudgeFunctionCall(StatementGate gate, in ReceivedFrame frame, OutgoingBuffer outgoing)
    {
        StatementJudgement judgement = gate.JudgeFunctionCall();
        Refusal? refusal = null;
        if (judgement.Verdict.Kind == VerdictKind.Deny)
        {
            refusal = gate.RefuseFunctionCall(judgement, frame.StreamOffset, outgoing.Replace(frame.Start, frame.End));
            _bodyFate = BodyFate.Drop;
        }
        _conversation.Expect(new PendingReply(ReplyKind.FunctionCall, ReplyAudience.Client)
        {
            Judgement = judgement,
            Refusal = refusal,
            ClientOffset = frame.StreamOffset,
        });
        return RelayNext.Read;
    }

    private RelayNext RefuseUnread(StatementGate gate, ReplyKind kind, in ReceivedFrame frame, OutgoingBuffer outgoing)
    {
        redacted?.Unread(frame);
        Refusal refusal = gate.RefuseUnread(frame.Header, frame.StreamOffset, outgoing.Replace(frame.Start, frame.End));
        _bodyFate = BodyFate.Drop;
        _conversation.Expect(new PendingReply(kind, ReplyAudience.Client)
        {
            // Its substitute is unnamed.
            Statement = kind == ReplyKind.Parse ? masked?.Statement(default, null) : null,
            Refusal = refusal,
            ClientOffset = frame.StreamOffset,
        });
        return RelayNext.Read;
    }

    /// <summary>What becomes of the part of a body that arrives after its message was judged.</summary>
    private enum BodyFate : byte
    {
        Forward,
        Drop,
    }
}
