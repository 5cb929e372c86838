using WireProxy.Protocols.Postgres.Messages;

namespace WireProxy.Protocols.Postgres.Conversation;

/// <summary>
/// Attributes each server message to the client message that it answers (protocols reference 1.C, "Response
/// attribution"). The client side adds what it forwards with <see cref="Expect"/>; the server side calls
/// <see cref="Receive"/> for each message that comes back. A message that can not answer the oldest request is a
/// protocol violation: nothing is ever resynchronised by skipping.
/// </summary>
public sealed class PostgresConversation(int pipelineLimit)
{
    private static readonly PendingReply Nothing;

    private readonly ReplyQueue _queue = new(pipelineLimit);
    private ServerMode _mode;

    // COPY FROM STDINs that the current request has begun, and whether the last one ended in an error.
    private int _copyIns;
    private CopyInOutcome _copyInOutcome;

    // Syncs that the server may have swallowed while an error took it out of copy-in mode: which of them it answers is
    // a race, so only its replies tell (protocols reference 1.C, COPY).
    private int _uncertainSyncs;

    // Requests that the client side has added and the server side has taken; markers without a reply do not count.
    private long _asked;
    private long _answered;
    private volatile bool _endedInReady = true;

    /// <summary>Whether the server owes nothing.</summary>
    public bool IsIdle => Volatile.Read(ref _answered) == Volatile.Read(ref _asked);

    /// <summary>
    /// Whether the server owes nothing and its last answer was ReadyForQuery: only then has it reported every setting
    /// that earlier statements changed, and no implicit transaction is open.
    /// </summary>
    public bool IsSettled => IsIdle && _endedInReady;

    /// <summary>Replies of Execute and Query may be in progress; asked by the row path, which must be cheap.</summary>
    public bool AcceptsRows { get; private set; }

    /// <summary>Notes a message that is about to be sent to the server.</summary>
    public void Expect(in PendingReply reply)
    {
        if (reply.Kind != ReplyKind.CopyEnd)
            Volatile.Write(ref _asked, _asked + 1);
        _queue.Add(reply);
    }

    /// <summary>Takes notice of one server message and says which request it answers and whether it ends the answer.</summary>
    /// <exception cref="PostgresProtocolException">The message can not be an answer to what was asked.</exception>
    public Attribution Receive(BackendMessageCode code)
    {
        switch (code)
        {
            case BackendMessageCode.NoticeResponse:
            case BackendMessageCode.NotificationResponse:
            case BackendMessageCode.ParameterStatus:
                return new Attribution(Oldest(out _), AnswerProgress.Unrelated);
            case BackendMessageCode.ErrorResponse:
                return ReceiveError();
        }

        ref readonly PendingReply head = ref HeadFor(code, out bool found);
        if (!found)
            throw Unexpected(code);
        AnswerProgress progress = Progress(head.Kind, code);
        if (progress == AnswerProgress.Unrelated)
            throw Unexpected(code);

        PendingReply request = head;
        if (request.Kind == ReplyKind.Sync && _mode == ServerMode.SkippingToSync && _uncertainSyncs > 0 && IsAmbiguous())
            throw new PostgresProtocolException("messages sent behind a Sync in a failed COPY can not be told from those behind the next one");
        Note(code);
        AcceptsRows = progress == AnswerProgress.Continues && request.Kind is (ReplyKind.Query or ReplyKind.Execute);
        if (progress == AnswerProgress.Ends)
            Take();
        return new Attribution(request, progress);
    }

    /// <summary>The request that rows belong to now: only meaningful while <see cref="AcceptsRows"/>.</summary>
    public ref readonly PendingReply Oldest(out bool found)
    {
        while (true)
        {
            ref PendingReply head = ref _queue.Peek(out found);
            if (!found)
                return ref Nothing;
            if (head.Kind != ReplyKind.CopyEnd && (_mode == ServerMode.Ready || head.Kind == ReplyKind.Sync))
                return ref head;
            Remove();
        }
    }

    private Attribution ReceiveError()
    {
        ref readonly PendingReply head = ref HeadFor(BackendMessageCode.ErrorResponse, out bool found);
        AcceptsRows = false;
        _endedInReady = false;
        // An error that answers nothing is the server's farewell (57P01, 25P03, ...).
        if (!found)
            return new Attribution(Nothing, AnswerProgress.Unrelated);

        if (_copyIns > 0)
            _copyInOutcome = CopyInOutcome.Failed;
        PendingReply request = head;
        if (request.Kind is ReplyKind.Query or ReplyKind.FunctionCall or ReplyKind.Sync)
            return new Attribution(request, AnswerProgress.Continues);

        _mode = ServerMode.SkippingToSync;
        Take();
        return new Attribution(request, AnswerProgress.Ends);
    }

    /// <summary>The oldest request that the server can be answering, after dropping those that it ignores.</summary>
    private ref readonly PendingReply HeadFor(BackendMessageCode code, out bool found)
    {
        while (true)
        {
            ref PendingReply head = ref _queue.Peek(out found);
            if (!found)
                return ref Nothing;
            if (!Ignores(head.Kind, code))
                return ref head;
            Remove();
        }
    }

    /// <summary>
    /// After an error the server discards everything up to Sync, even Query; CopyDone outside copy-in mode it drops.
    /// </summary>
    private bool Ignores(ReplyKind kind, BackendMessageCode code)
    {
        if (kind == ReplyKind.CopyEnd)
            return true;
        if (kind != ReplyKind.Sync)
        {
            _uncertainSyncs = 0;
            return _mode == ServerMode.SkippingToSync;
        }
        if (_uncertainSyncs == 0 || code == BackendMessageCode.ReadyForQuery)
            return false;
        if (code == BackendMessageCode.ErrorResponse && _queue.Count <= _uncertainSyncs)
            return false;
        _uncertainSyncs--;
        return true;
    }

    private static AnswerProgress Progress(ReplyKind kind, BackendMessageCode code) => kind switch
    {
        ReplyKind.Query => code switch
        {
            BackendMessageCode.ReadyForQuery => AnswerProgress.Ends,
            BackendMessageCode.RowDescription or BackendMessageCode.DataRow or BackendMessageCode.CommandComplete
                or BackendMessageCode.EmptyQueryResponse or BackendMessageCode.CopyInResponse
                or BackendMessageCode.CopyOutResponse or BackendMessageCode.CopyData
                or BackendMessageCode.CopyDone => AnswerProgress.Continues,
            _ => AnswerProgress.Unrelated,
        },
        ReplyKind.Execute => code switch
        {
            BackendMessageCode.CommandComplete or BackendMessageCode.EmptyQueryResponse
                or BackendMessageCode.PortalSuspended => AnswerProgress.Ends,
            BackendMessageCode.DataRow or BackendMessageCode.CopyInResponse or BackendMessageCode.CopyOutResponse
                or BackendMessageCode.CopyData or BackendMessageCode.CopyDone => AnswerProgress.Continues,
            _ => AnswerProgress.Unrelated,
        },
        ReplyKind.Parse => EndsWith(code, BackendMessageCode.ParseComplete),
        ReplyKind.Bind => EndsWith(code, BackendMessageCode.BindComplete),
        ReplyKind.Close => EndsWith(code, BackendMessageCode.CloseComplete),
        ReplyKind.DescribeStatement when code == BackendMessageCode.ParameterDescription => AnswerProgress.Continues,
        ReplyKind.DescribeStatement or ReplyKind.DescribePortal =>
            code is BackendMessageCode.RowDescription or BackendMessageCode.NoData
                ? AnswerProgress.Ends
                : AnswerProgress.Unrelated,
        ReplyKind.FunctionCall when code == BackendMessageCode.FunctionCallResponse => AnswerProgress.Continues,
        ReplyKind.FunctionCall or ReplyKind.Sync => EndsWith(code, BackendMessageCode.ReadyForQuery),
        _ => AnswerProgress.Unrelated,
    };

    private static AnswerProgress EndsWith(BackendMessageCode code, BackendMessageCode end) =>
        code == end ? AnswerProgress.Ends : AnswerProgress.Unrelated;

    /// <summary>
    /// Whether the Sync that the server has just answered may be a later one than the oldest: then what stands between
    /// them was skipped, and taking it for answered would attribute rows to the wrong statement.
    /// </summary>
    private bool IsAmbiguous()
    {
        int syncs = 0;
        bool behindCopyEnd = false, behindRequest = false;
        foreach (ReplyKind kind in _queue.Kinds())
        {
            if (kind == ReplyKind.CopyEnd)
                behindCopyEnd = true;
            else if (kind != ReplyKind.Sync)
                behindRequest = true;
            else if (behindRequest)
                return true;
            // No COPY was running any more when the server read this one, so it is sure to be answered.
            else if (behindCopyEnd || ++syncs > _uncertainSyncs)
                return false;
        }
        return false;
    }

    private void Note(BackendMessageCode code)
    {
        _endedInReady = code == BackendMessageCode.ReadyForQuery;
        if (code == BackendMessageCode.CopyInResponse)
            _copyIns++;
        else if (code == BackendMessageCode.ReadyForQuery)
            _mode = ServerMode.Ready;
    }

    private void Take()
    {
        Remove();
        if (_copyIns == 0)
            return;
        if (_copyInOutcome == CopyInOutcome.Failed)
            _uncertainSyncs = _queue.CountLeading(ReplyKind.Sync);
        else
            DropThroughCopyEnds();
        _copyIns = 0;
        _copyInOutcome = CopyInOutcome.Running;
    }

    /// <summary>
    /// The server has read as many CopyDones as it began COPYs, and ignored every Sync that it read before the last.
    /// </summary>
    private void DropThroughCopyEnds()
    {
        int ends = 0;
        while (ends < _copyIns)
        {
            ReplyKind kind = _queue.Peek(out bool found).Kind;
            if (!found || kind is not (ReplyKind.Sync or ReplyKind.CopyEnd))
                return;
            Remove();
            if (kind == ReplyKind.CopyEnd)
                ends++;
        }
    }

    private void Remove()
    {
        if (_queue.Peek(out _).Kind != ReplyKind.CopyEnd)
            Volatile.Write(ref _answered, _answered + 1);
        _queue.Take();
    }

    private static PostgresProtocolException Unexpected(BackendMessageCode code) =>
        new($"unexpected message '{(char)code}' from the server");

    /// <summary>What the server does with messages that it reads.</summary>
    private enum ServerMode : byte
    {
        Ready,
        SkippingToSync,
    }

    private enum CopyInOutcome : byte
    {
        Running,
        Failed,
    }
}

/// <summary>The request that a server message belongs to, and what the message means for it.</summary>
public readonly record struct Attribution(PendingReply Request, AnswerProgress Progress);

/// <summary>What one message means for the request it belongs to.</summary>
public enum AnswerProgress : byte
{
    /// <summary>Sent by the server on its own account.</summary>
    Unrelated,
    Continues,
    Ends,
}
