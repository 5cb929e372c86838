using WireProxy.Audit.Records;
using WireProxy.Protocols.Postgres.Conversation;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Recording.Reading;

namespace WireProxy.Recording.Postgres;

/// <summary>The server's half of a recorded session: each reply completes or adds to the request it answers.</summary>
internal sealed class PostgresReplies(
    PostgresConversation conversation, SessionSink sink, ReadingOptions options, PostgresRequests requests)
{
    private readonly FrameScanner _frames = new(options.CaptureLimit);
    private readonly PostgresResults _results = new(sink);
    private LoginState _login;

    public void Read(in RecordHeader header, ReadOnlySpan<byte> bytes)
    {
        for (; requests.EncryptionRequests > 0 && !bytes.IsEmpty; requests.EncryptionRequests--)
            _frames.Skip(ref bytes, 1);
        do
            PassRows(ref bytes);
        while (Next(ref bytes, header.Elapsed));
    }

    private bool Next(ref ReadOnlySpan<byte> bytes, TimeSpan at)
    {
        if (!_frames.TryRead(ref bytes, out CapturedFrame frame))
            return false;
        Reply(frame, at);
        return true;
    }

    // Where nobody looks at their values, the rows that lie one after the other are only counted.
    private void PassRows(ref ReadOnlySpan<byte> bytes)
    {
        if (options.Depth != ReadingDepth.Statements || !conversation.AcceptsRows)
            return;
        int rows = _frames.SkipWhole(ref bytes, (byte)BackendMessageCode.DataRow);
        if (rows > 0 && conversation.Oldest(out _).Judgement is RunningStatement running)
            running.RowsSeen += rows;
        _frames.SkipWhole(ref bytes, (byte)BackendMessageCode.CopyData);
    }

    private void Reply(in CapturedFrame frame, TimeSpan at)
    {
        var code = (BackendMessageCode)frame.Code;
        switch (code)
        {
            case BackendMessageCode.ParameterStatus:
                NoteParameter(frame.Body);
                break;
            case BackendMessageCode.NoticeResponse:
                sink.Noticed(ErrorText.Read(frame.Body));
                break;
        }
        if (_login == LoginState.Pending)
        {
            NoteLogin(code, frame.Body);
            return;
        }
        if (code == BackendMessageCode.DataRow && conversation.AcceptsRows)
        {
            Row(conversation.Oldest(out _), frame);
            return;
        }
        Attribution reply = conversation.Receive(code);
        switch (code)
        {
            case BackendMessageCode.ErrorResponse:
                Fail(reply, frame.Body, at);
                break;
            case BackendMessageCode.DataRow:
                Row(reply.Request, frame);
                break;
            default:
                if (reply.Progress != AnswerProgress.Unrelated)
                    Answer(code, reply, frame, at);
                break;
        }
    }

    private void NoteLogin(BackendMessageCode code, ReadOnlySpan<byte> body)
    {
        if (code == BackendMessageCode.ReadyForQuery)
            _login = LoginState.Done;
        else if (code == BackendMessageCode.ErrorResponse)
            sink.Failed(statement: null, ErrorText.Read(body));
    }

    private void Answer(BackendMessageCode code, in Attribution reply, in CapturedFrame frame, TimeSpan at)
    {
        PendingReply request = reply.Request;
        switch (code)
        {
            case BackendMessageCode.ParseComplete:
                request.Statement?.Judgement = (request.Judgement as RunningStatement)?.Detail;
                return;
            case BackendMessageCode.BindComplete:
                Bound(request);
                return;
            case BackendMessageCode.CloseComplete:
                request.Statement?.Judgement = null;
                request.Portal?.Judgement = null;
                return;
        }
        if (request.Judgement is RunningStatement running)
            Continue(running, code, request, frame);
        else if (options.Depth == ReadingDepth.Values && frame.IsWhole)
            PostgresResults.Described(code, request, frame.Body);
        if (reply.Progress == AnswerProgress.Ends && request.Kind is ReplyKind.Query or ReplyKind.Execute or ReplyKind.FunctionCall)
            Complete(request, at);
        if (code == BackendMessageCode.ReadyForQuery)
            sink.SkippedBefore(request.ClientOffset + 1);
    }

    private void Continue(RunningStatement running, BackendMessageCode code, in PendingReply request, in CapturedFrame frame)
    {
        switch (code)
        {
            case BackendMessageCode.CommandComplete:
                if (CommandTag.RowsOf(frame.Body) is { } rows)
                    running.Rows = (running.Rows ?? 0) + rows;
                if (options.Depth == ReadingDepth.Values)
                    _results.Ended(running, request, CommandTag.TextOf(frame.Body), CommandTag.RowsOf(frame.Body));
                break;
            case BackendMessageCode.PortalSuspended:
                running.Rows = running.RowsSeen;
                if (options.Depth == ReadingDepth.Values)
                    _results.Ended(running, request, "suspended", running.RowsSeen);
                break;
            case BackendMessageCode.RowDescription when options.Depth == ReadingDepth.Values && frame.IsWhole:
                _results.Began(running, new PostgresResult(PostgresResult.ColumnsOf(RowDescription.Read(frame.Body))));
                break;
            case BackendMessageCode.CopyInResponse:
                sink.CopyBegan(running, RecordedSide.Client, CopyFormOf(frame.Body));
                break;
            case BackendMessageCode.CopyOutResponse:
                sink.CopyBegan(running, RecordedSide.Server, CopyFormOf(frame.Body));
                break;
            case BackendMessageCode.CopyData:
                sink.Copied(running, new CopiedData(RecordedSide.Server, frame.Body, frame.BodyLength));
                break;
        }
    }

    private void Row(in PendingReply request, in CapturedFrame frame)
    {
        if (request.Judgement is not RunningStatement running)
            return;
        running.RowsSeen++;
        if (options.Depth == ReadingDepth.Values)
            _results.Row(running, request, frame);
    }

    private void Fail(in Attribution reply, ReadOnlySpan<byte> body, TimeSpan at)
    {
        RecordedError error = ErrorText.Read(body);
        var running = reply.Progress == AnswerProgress.Unrelated ? null : reply.Request.Judgement as RunningStatement;
        sink.Failed(running, error);
        if (running is null)
            return;
        running.Error ??= error.ToString();
        if (reply.Progress == AnswerProgress.Ends)
            Complete(reply.Request, at);
    }

    private void Complete(in PendingReply request, TimeSpan at)
    {
        if (request.Judgement is not RunningStatement running)
            return;
        // A Bind that failed is about its statement: the portal still is what an earlier one made it.
        running.Text ??= (request.Statement?.Judgement as PreparedText)?.Text
            ?? (request.Portal?.Judgement as BoundPortal)?.Prepared?.Text ?? StatementText.Unknown;
        sink.Answered(running, at);
    }

    private static void Bound(in PendingReply request)
    {
        var portal = (request.Judgement as RunningStatement)?.Detail as BoundPortal;
        portal?.Prepared = request.Statement?.Judgement as PreparedText;
        request.Portal?.Judgement = portal;
    }

    // Int8 format of the whole, then the columns'.
    private static CopyForm CopyFormOf(ReadOnlySpan<byte> body) => new PayloadReader(body).ReadByte() == 0 ? CopyForm.Text : CopyForm.Binary;

    private void NoteParameter(ReadOnlySpan<byte> body)
    {
        var reader = new PayloadReader(body);
        if (reader.ReadCString().SequenceEqual("application_name"u8))
            sink.Identified(new SessionIdentity(Application: reader.ReadString()));
    }

    private enum LoginState : byte
    {
        Pending,
        Done,
    }
}
