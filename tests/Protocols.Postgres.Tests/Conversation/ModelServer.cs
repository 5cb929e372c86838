using WireProxy.Protocols.Postgres.Conversation;
using WireProxy.Protocols.Postgres.Messages;

namespace WireProxy.Protocols.Postgres.Tests.Conversation;

/// <summary>One message of a random client. Copy data and Flush have no entry in the conversation.</summary>
internal readonly record struct ModelMessage(int Number, ReplyKind? Kind, ModelOutcome Outcome = ModelOutcome.Done);

/// <summary>What the model makes of a message.</summary>
internal enum ModelOutcome
{
    Done,
    Fails,
    ReturnsRows,
    Suspends,
    CopiesOut,
    CopiesIn,
    CopiesInAndFails,
}

/// <summary>One server message and the request that it truly answers.</summary>
internal readonly record struct ModelReply(BackendMessageCode Code, int Request);

/// <summary>
/// A server in so far as attribution needs one: skips to Sync after an error in extended messages, ignores Sync and
/// Flush in copy-in mode, drops copy messages outside of it (protocols reference 1.C).
/// </summary>
internal sealed class ModelServer(Random random)
{
    private readonly Queue<ModelReply> _replies = new();
    private ModelMessage? _copying;
    private bool _skipping;
    private bool _hasWork;

    public bool TryReply(out ModelReply reply) => _replies.TryDequeue(out reply);

    public void Read(ModelMessage message)
    {
        if (_copying is { } copy)
            ReadInCopy(copy, message);
        else if (_skipping && message.Kind != ReplyKind.Sync)
            return;
        else if (message.Kind is { } kind && kind != ReplyKind.CopyEnd)
            Answer(message, kind);
    }

    private void ReadInCopy(ModelMessage copy, ModelMessage message)
    {
        if (message.Kind == ReplyKind.Sync)
            return;
        bool fails = copy.Outcome == ModelOutcome.CopiesInAndFails && random.Next(3) == 0;
        if (message.Kind != ReplyKind.CopyEnd && !fails)
            return;
        _copying = null;
        if (fails || message.Outcome == ModelOutcome.Fails)
        {
            Fail(copy);
            return;
        }
        Say(BackendMessageCode.CommandComplete, copy);
        if (copy.Kind == ReplyKind.Query)
            Say(BackendMessageCode.ReadyForQuery, copy);
    }

    private void Answer(ModelMessage message, ReplyKind kind)
    {
        if (random.Next(20) == 0)
            Say(BackendMessageCode.ParameterStatus, message with { Number = -1 });
        // Only a Sync that has something to commit can fail.
        bool canFail = kind != ReplyKind.Sync || (_hasWork && !_skipping);
        _hasWork = kind is not (ReplyKind.Sync or ReplyKind.Query or ReplyKind.FunctionCall);
        if (message.Outcome == ModelOutcome.Fails && canFail)
        {
            Fail(message);
            return;
        }
        switch (kind)
        {
            case ReplyKind.Parse: Say(BackendMessageCode.ParseComplete, message); break;
            case ReplyKind.Bind: Say(BackendMessageCode.BindComplete, message); break;
            case ReplyKind.Close: Say(BackendMessageCode.CloseComplete, message); break;
            case ReplyKind.DescribeStatement:
                Say(BackendMessageCode.ParameterDescription, message);
                Say(random.Next(2) == 0 ? BackendMessageCode.NoData : BackendMessageCode.RowDescription, message);
                break;
            case ReplyKind.DescribePortal:
                Say(random.Next(2) == 0 ? BackendMessageCode.NoData : BackendMessageCode.RowDescription, message);
                break;
            case ReplyKind.FunctionCall:
                Say(BackendMessageCode.FunctionCallResponse, message);
                Say(BackendMessageCode.ReadyForQuery, message);
                break;
            case ReplyKind.Sync:
                _skipping = false;
                Say(BackendMessageCode.ReadyForQuery, message);
                break;
            default: Run(message, kind); break;
        }
    }

    private void Run(ModelMessage message, ReplyKind kind)
    {
        switch (message.Outcome)
        {
            case ModelOutcome.CopiesIn or ModelOutcome.CopiesInAndFails:
                Say(BackendMessageCode.CopyInResponse, message);
                // It may fail before it reads anything, as with a timeout.
                if (message.Outcome == ModelOutcome.CopiesInAndFails && random.Next(4) == 0)
                    Fail(message);
                else
                    _copying = message;
                return;
            case ModelOutcome.CopiesOut:
                Say(BackendMessageCode.CopyOutResponse, message);
                Say(BackendMessageCode.CopyData, message);
                Say(BackendMessageCode.CopyDone, message);
                break;
            case ModelOutcome.ReturnsRows or ModelOutcome.Suspends:
                if (kind == ReplyKind.Query)
                    Say(BackendMessageCode.RowDescription, message);
                for (int rows = random.Next(4); rows > 0; rows--)
                    Say(BackendMessageCode.DataRow, message);
                break;
        }
        if (message.Outcome == ModelOutcome.Suspends && kind == ReplyKind.Execute)
            Say(BackendMessageCode.PortalSuspended, message);
        else
            Say(random.Next(8) == 0 ? BackendMessageCode.EmptyQueryResponse : BackendMessageCode.CommandComplete, message);
        if (kind == ReplyKind.Query)
            Say(BackendMessageCode.ReadyForQuery, message);
    }

    private void Fail(ModelMessage message)
    {
        Say(BackendMessageCode.ErrorResponse, message);
        if (message.Kind is ReplyKind.Query or ReplyKind.FunctionCall or ReplyKind.Sync)
        {
            _skipping &= message.Kind != ReplyKind.Sync;
            Say(BackendMessageCode.ReadyForQuery, message);
        }
        else
        {
            _skipping = true;
        }
    }

    private void Say(BackendMessageCode code, ModelMessage message) => _replies.Enqueue(new ModelReply(code, message.Number));
}
