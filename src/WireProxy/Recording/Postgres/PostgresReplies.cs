using System.Text;
using WireProxy.Audit.Indexing;
using WireProxy.Audit.Records;
using WireProxy.Protocols.Postgres.Conversation;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;

namespace WireProxy.Recording.Postgres;

/// <summary>The server's half of a recorded session: each reply completes or adds to the request it answers.</summary>
internal sealed class PostgresReplies(PostgresConversation conversation, StatementJournal journal, PostgresRequests requests)
{
    private const int CaptureLimit = 64 << 10;
    private const int ErrorLimit = 4096;

    private readonly FrameScanner _frames = new(CaptureLimit);
    private LoginState _login;

    public void Read(in AuditRecord record, SessionIndex index)
    {
        ReadOnlySpan<byte> bytes = record.Bytes;
        for (; requests.EncryptionRequests > 0 && !bytes.IsEmpty; requests.EncryptionRequests--)
            _frames.Skip(ref bytes, 1);
        while (_frames.TryRead(ref bytes, out CapturedFrame frame))
            Reply(frame, record.Header, index);
    }

    private void Reply(in CapturedFrame frame, in RecordHeader header, SessionIndex index)
    {
        var code = (BackendMessageCode)frame.Code;
        if (code == BackendMessageCode.ParameterStatus)
            NoteParameter(frame.Body, index);
        if (_login == LoginState.Pending)
        {
            if (code == BackendMessageCode.ReadyForQuery)
                _login = LoginState.Done;
            return;
        }
        if (code == BackendMessageCode.DataRow && conversation.AcceptsRows)
        {
            CountRow(conversation.Oldest(out _));
            return;
        }
        Attribution reply = conversation.Receive(code);
        if (reply.Progress == AnswerProgress.Unrelated)
            return;
        if (code == BackendMessageCode.DataRow)
            CountRow(reply.Request);
        else if (code == BackendMessageCode.ErrorResponse)
            Fail(reply, frame.Body, header, index);
        else
            Answer(code, reply, frame.Body, header, index);
    }

    private void Answer(BackendMessageCode code, in Attribution reply, ReadOnlySpan<byte> body, in RecordHeader header, SessionIndex index)
    {
        PendingReply request = reply.Request;
        var running = request.Judgement as RunningStatement;
        switch (code)
        {
            case BackendMessageCode.ParseComplete:
                request.Statement?.Judgement = running?.Text;
                return;
            case BackendMessageCode.BindComplete:
                request.Portal?.Judgement = request.Statement?.Judgement;
                return;
            case BackendMessageCode.CloseComplete:
                request.Statement?.Judgement = null;
                request.Portal?.Judgement = null;
                return;
            case BackendMessageCode.CommandComplete when running is not null && CommandTag.RowsOf(body) is { } rows:
                running.Rows = (running.Rows ?? 0) + rows;
                break;
            case BackendMessageCode.PortalSuspended when running is not null:
                running.Rows = running.RowsSeen;
                break;
        }
        if (reply.Progress == AnswerProgress.Ends && request.Kind is ReplyKind.Query or ReplyKind.Execute or ReplyKind.FunctionCall)
            Complete(running, request, header, index);
        if (code == BackendMessageCode.ReadyForQuery)
            journal.ForgetBefore(request.ClientOffset + 1);
    }

    private void Fail(in Attribution reply, ReadOnlySpan<byte> body, in RecordHeader header, SessionIndex index)
    {
        if (reply.Request.Judgement is not RunningStatement running)
            return;
        running.Error ??= Describe(body);
        if (reply.Progress == AnswerProgress.Ends)
            Complete(running, reply.Request, header, index);
    }

    private void Complete(RunningStatement? running, in PendingReply request, in RecordHeader header, SessionIndex index)
    {
        if (running is null)
            return;
        // A Bind that failed is about its statement: the portal still is what an earlier one made it.
        object? text = running.Text ?? request.Statement?.Judgement ?? request.Portal?.Judgement;
        journal.Complete(running, text as StatementText ?? StatementText.Unknown, header.Elapsed, index);
    }

    private static void CountRow(in PendingReply request)
    {
        if (request.Judgement is RunningStatement running)
            running.RowsSeen++;
    }

    private static string Describe(ReadOnlySpan<byte> body)
    {
        string state = "", message = "";
        // (Byte1 code, value\0)*: read by hand, because a long one was captured in part.
        while (body.Length > 1 && body[0] != 0)
        {
            int end = body.IndexOf((byte)0);
            ReadOnlySpan<byte> value = end < 0 ? body[1..] : body[1..end];
            switch ((ErrorResponseFieldCode)body[0])
            {
                case ErrorResponseFieldCode.SqlState:
                    state = Encoding.UTF8.GetString(value);
                    break;
                case ErrorResponseFieldCode.Message:
                    message = Encoding.UTF8.GetString(value[..Math.Min(value.Length, ErrorLimit)]);
                    break;
            }
            body = end < 0 ? default : body[(end + 1)..];
        }
        return $"{state} {message}";
    }

    private static void NoteParameter(ReadOnlySpan<byte> body, SessionIndex index)
    {
        var reader = new PayloadReader(body);
        if (reader.ReadCString().SequenceEqual("application_name"u8))
            index.Application = reader.ReadString();
    }

    private enum LoginState : byte
    {
        Pending,
        Done,
    }
}
