using WireProxy.Audit.Records;
using WireProxy.Masking;
using WireProxy.Masking.Postgres.Catalog;
using WireProxy.Protocols.Postgres.Conversation;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Recording.Redaction;

namespace WireProxy.Sessions.Postgres;

/// <summary>
/// Server to client: attributes each message to its request, swallows what the proxy asked for itself, swaps the error
/// of a refused statement, and hands rows to the masks. Bodies that nobody needs to read stream through.
/// </summary>
/// <param name="session">The session's shared state.</param>
/// <param name="masked">Masks results; null in a session without masks.</param>
/// <param name="inspectionLimit">The longest message that is held back to be read whole, in bytes.</param>
internal sealed class PostgresServerRelay(PostgresSession session, MaskedReplies? masked, int inspectionLimit) : IFrameRelay
{
    private readonly PostgresConversation _conversation = session.Conversation;
    private readonly SecretPlaces _echoed = new();
    private int _bodyRemaining;
    private int _continued;

    public bool InsideFrame => _bodyRemaining > 0;

    public RelayStep Relay(ReadOnlyMemory<byte> received, OutgoingBuffer outgoing)
    {
        ReadOnlySpan<byte> bytes = received.Span;
        int at = Math.Min(_bodyRemaining, bytes.Length);
        _bodyRemaining -= at;
        _continued = at;
        while (true)
        {
            ReadOnlySpan<byte> rest = bytes[at..];
            if (rest.Length < FrameHeader.Size)
                return new RelayStep(at, _bodyRemaining > 0 ? 1 : FrameHeader.Size, RelayNext.Read);
            FrameHeader header = FrameHeader.Read(rest);
            bool isRow = IsRow(header);
            if (isRow && !_conversation.AcceptsRows)
                BeginRows(header);
            if (rest.Length < header.TotalLength && (isRow ? ReadsRow() : ReadsBody(header)))
                return new RelayStep(at, Whole(header), RelayNext.Read);

            int present = (int)Math.Min(rest.Length, header.TotalLength);
            var frame = new ReceivedFrame(header, rest[FrameHeader.Size..present], at, streamOffset: -1);
            if (!isRow)
                Handle(frame, outgoing);
            else if (masked is not null)
                Row(masked, frame, outgoing);
            at += present;
            _bodyRemaining = (int)(header.TotalLength - present);
        }
    }

    public ValueTask RecordAsync(ReadOnlyMemory<byte> received, ReadOnlyMemory<byte> sent) =>
        sent.IsEmpty ? ValueTask.CompletedTask : session.Recorder.ToClientAsync(session.Echoes.IsEmpty ? sent : WithoutEchoes(sent));

    public Task ResumeAsync() => Task.CompletedTask;

    public void Abandon()
    {
    }

    private ReadOnlyMemory<byte> WithoutEchoes(ReadOnlyMemory<byte> sent)
    {
        ReadOnlySpan<byte> bytes = sent.Span;
        for (int at = _continued; bytes.Length - at > FrameHeader.Size;)
        {
            FrameHeader header = FrameHeader.Read(bytes[at..]);
            int end = (int)Math.Min(at + header.TotalLength, bytes.Length);
            if ((BackendMessageCode)header.Code is BackendMessageCode.ErrorResponse or BackendMessageCode.NoticeResponse)
                session.Echoes.Find(bytes[(at + FrameHeader.Size)..end], at + FrameHeader.Size, _echoed);
            at = end;
        }
        return _echoed.Count == 0 ? sent : session.Recorder.Redact(RecordedSide.Server, sent, _echoed);
    }

    private static bool IsRow(FrameHeader header) =>
        (BackendMessageCode)header.Code is BackendMessageCode.DataRow or BackendMessageCode.CopyData;

    private bool ReadsRow() =>
        masked is not null && (masked.ReadsRows || _conversation.Oldest(out _).Audience == ReplyAudience.Proxy);

    /// <summary>Whether a message other than a row must be whole before it is handled.</summary>
    private bool ReadsBody(FrameHeader header) => (BackendMessageCode)header.Code switch
    {
        BackendMessageCode.RowDescription or BackendMessageCode.NoticeResponse => masked is not null,
        // Where nothing is masked, an error is read only to be replaced, and the error to a substitute is short.
        BackendMessageCode.ErrorResponse => masked is not null || header.TotalLength <= inspectionLimit,
        BackendMessageCode.CopyOutResponse => masked is not null,
        // What the proxy asked for itself is swallowed whole.
        BackendMessageCode.ParameterDescription => masked is not null && _conversation.Oldest(out _).Audience == ReplyAudience.Proxy,
        BackendMessageCode.CopyData or BackendMessageCode.NotificationResponse
            or BackendMessageCode.FunctionCallResponse or BackendMessageCode.CopyInResponse => false,
        _ => true,
    };

    private int Whole(FrameHeader header)
    {
        if (header.TotalLength > inspectionLimit)
            throw new MaskingException(
                $"a message of {header.TotalLength} bytes is over the limit of {inspectionLimit} bytes that masking can hold (Limits:MaxInspectedFrameBytes)");
        return (int)header.TotalLength;
    }

    private void BeginRows(FrameHeader header)
    {
        Attribution row = _conversation.Receive((BackendMessageCode)header.Code);
        if (masked is null)
            return;
        if ((BackendMessageCode)header.Code == BackendMessageCode.CopyData)
            throw new MaskingException("copy data arrived that was not announced");
        masked.BeginRows(row.Request);
    }

    private void Row(MaskedReplies masked, in ReceivedFrame frame, OutgoingBuffer outgoing)
    {
        ref readonly PendingReply request = ref _conversation.Oldest(out _);
        if (request.Audience == ReplyAudience.Proxy)
        {
            MaskedReplies.CatalogRow(request, frame.Body);
            outgoing.Replace(frame.Start, frame.End);
        }
        else if (masked.ReadsRows)
        {
            masked.WriteRow(frame, outgoing);
        }
    }

    private void Handle(in ReceivedFrame frame, OutgoingBuffer outgoing)
    {
        var code = (BackendMessageCode)frame.Header.Code;
        Attribution reply = _conversation.Receive(code);
        switch (code)
        {
            case BackendMessageCode.ParameterStatus:
                session.NoteParameterStatus(frame.Body);
                return;
            case BackendMessageCode.NoticeResponse:
                masked?.Scrub(reply.Request, frame, outgoing);
                return;
            case BackendMessageCode.ErrorResponse:
                HandleError(reply, frame, outgoing);
                return;
            case BackendMessageCode.ReadyForQuery:
                session.NoteReady(frame.Body);
                masked?.NoteReady();
                break;
            case BackendMessageCode.CommandComplete:
                NoteCommand(frame.Body);
                break;
            case BackendMessageCode.CopyOutResponse:
                masked?.BeginCopyOut(reply.Request, frame.Body, inspectionLimit);
                break;
        }

        if (masked is not null)
            FollowMasked(masked, code, reply, frame.Body);
        // The server skipped the COPY behind a failed question about it: what it says now, it says to the client.
        bool standsIn = code == BackendMessageCode.ReadyForQuery && reply.Request.Judgement is CopyDescription { Outcome: CopyInquiryOutcome.Failed };
        if (reply.Request.Audience == ReplyAudience.Proxy && reply.Progress != AnswerProgress.Unrelated && !standsIn)
            outgoing.Replace(frame.Start, frame.End);
    }

    private static void FollowMasked(MaskedReplies masked, BackendMessageCode code, in Attribution reply, ReadOnlySpan<byte> body)
    {
        switch (code)
        {
            case BackendMessageCode.RowDescription:
                masked.Described(reply.Request, body);
                break;
            case BackendMessageCode.NoData:
                MaskedReplies.DescribedWithoutRows(reply.Request);
                break;
            case BackendMessageCode.ParseComplete or BackendMessageCode.BindComplete or BackendMessageCode.CloseComplete:
                masked.Confirmed(code, reply.Request);
                break;
            case BackendMessageCode.CommandComplete or BackendMessageCode.PortalSuspended
                or BackendMessageCode.EmptyQueryResponse when reply.Request.Audience == ReplyAudience.Client:
                masked.Completed(reply.Request, body);
                break;
            case BackendMessageCode.CopyDone:
                masked.EndCopyOut();
                break;
            case BackendMessageCode.CommandComplete when reply.Request.Judgement is CatalogRows rows:
                rows.Load.CompleteQuery();
                break;
            case BackendMessageCode.ReadyForQuery when reply.Request.Judgement is CatalogLoad:
                masked.CatalogReply(code);
                break;
        }
    }

    private void HandleError(in Attribution reply, in ReceivedFrame frame, OutgoingBuffer outgoing)
    {
        masked?.Failed(reply.Request);
        if (masked is not null && reply.Request.Judgement is CopyDescription inquiry && reply.Progress != AnswerProgress.Unrelated)
        {
            masked.FailCopy(inquiry, frame, outgoing);
        }
        else if (masked is not null && reply.Request is { Audience: ReplyAudience.Proxy, Kind: not ReplyKind.DescribePortal }
            && reply.Progress != AnswerProgress.Unrelated)
        {
            masked.CatalogReply(BackendMessageCode.ErrorResponse);
            if (ErrorScrubber.EndsSession(frame.Body))
                masked.Scrub(reply.Request, frame, outgoing);
            else
                outgoing.Replace(frame.Start, frame.End);
        }
        else if (reply.Request.Refusal is Refusal refusal && frame.IsWhole && reply.Progress != AnswerProgress.Unrelated)
        {
            System.Buffers.BuffersExtensions.Write(outgoing.Replace(frame.Start, frame.End), refusal.Error);
        }
        else
        {
            masked?.Scrub(reply.Request, frame, outgoing);
        }
    }

    private void NoteCommand(ReadOnlySpan<byte> tag)
    {
        if (!CommandTags.ChangesSchema(tag) && !(session.HasUncommittedSchemaChange && CommandTags.RollsBack(tag)))
            return;
        session.NoteSchemaChange();
        masked?.SchemaChanged();
    }
}
