using System.Text;
using WireProxy.Audit.Records;
using WireProxy.Protocols.Postgres;
using WireProxy.Protocols.Postgres.Conversation;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Recording.Indexing;
using WireProxy.Recording.Reading;

namespace WireProxy.Recording.Postgres;

/// <summary>The client's half of a recorded session: login, then requests, each with what the answer will need.</summary>
internal sealed class PostgresRequests(
    PostgresConversation conversation, SessionSink sink, ReadingOptions options, StatementClassifier classifier)
{
    // Texts of forgotten names are listed as unknown.
    private const int NameLimit = 512;

    private readonly FrameScanner _frames = new(options.CaptureLimit) { Shape = FrameShape.Untyped };
    private readonly NameTable<NamedStatement> _statements = new(NameLimit);
    private readonly NameTable<NamedPortal> _portals = new(NameLimit);
    private readonly NameTable<Sent<PreparedText>> _sentStatements = new(NameLimit);
    private readonly NameTable<Sent<BoundPortal>> _sentPortals = new(NameLimit);

    /// <summary>Requests for encryption that the server has not answered; it does with one byte each.</summary>
    public int EncryptionRequests { get; set; }

    public void Read(in RecordHeader header, ReadOnlySpan<byte> bytes)
    {
        while (_frames.TryRead(ref bytes, out CapturedFrame frame))
        {
            if (_frames.Shape == FrameShape.Typed)
                Request(frame, header);
            else
                Startup(frame);
        }
    }

    private void Startup(in CapturedFrame packet)
    {
        if (packet.Startup.Request is StartupRequest.Tls or StartupRequest.GssEncryption)
        {
            EncryptionRequests++;
            return;
        }
        _frames.Shape = FrameShape.Typed;
        StartupParameters parameters = StartupParameters.Parse(packet.Body);
        sink.Identified(new SessionIdentity(parameters.User, parameters.Database, parameters.ApplicationName));
    }

    private void Request(in CapturedFrame frame, in RecordHeader header)
    {
        try
        {
            Read(frame, header);
        }
        catch (PostgresProtocolException)
        {
            Unread(frame, header);
        }
    }

    /// <summary>A message that can not be read is answered nevertheless: the server refuses it and goes on, or its end is not in the recording.</summary>
    private void Unread(in CapturedFrame frame, in RecordHeader header)
    {
        switch ((FrontendMessageCode)frame.Code)
        {
            case FrontendMessageCode.FunctionCall:
                Run(ReplyKind.FunctionCall, frame, Begin(frame, header, StatementText.Unknown));
                break;
            case FrontendMessageCode.Execute:
                Run(ReplyKind.Execute, frame, Begin(frame, header, StatementText.Unknown));
                break;
            case FrontendMessageCode.Parse:
                Expect(ReplyKind.Parse, frame);
                break;
            case FrontendMessageCode.Bind:
                Expect(ReplyKind.Bind, frame);
                break;
            case FrontendMessageCode.Describe:
                Expect(ReplyKind.DescribePortal, frame);
                break;
            case FrontendMessageCode.Close:
                Expect(ReplyKind.Close, frame);
                break;
        }
    }

    private void Read(in CapturedFrame frame, in RecordHeader header)
    {
        var reader = new PayloadReader(frame.Body);
        switch ((FrontendMessageCode)frame.Code)
        {
            case FrontendMessageCode.Query:
                Run(ReplyKind.Query, frame, Begin(frame, header, Text(frame, reader.Rest)));
                break;
            case FrontendMessageCode.FunctionCall:
                Run(ReplyKind.FunctionCall, frame, Begin(frame, header, FunctionCall(frame, reader.ReadUInt32())));
                break;
            case FrontendMessageCode.Execute:
                Execute(frame, header, reader.ReadCString());
                break;
            case FrontendMessageCode.Parse:
                Parse(frame, header, reader);
                break;
            case FrontendMessageCode.Bind:
                Bind(frame, header);
                break;
            case FrontendMessageCode.Describe when reader.ReadByte() == 'S':
                Expect(ReplyKind.DescribeStatement, frame, statement: _statements.Find(reader.ReadCString()));
                break;
            case FrontendMessageCode.Describe:
                Expect(ReplyKind.DescribePortal, frame, portal: _portals.Find(reader.ReadCString()));
                break;
            case FrontendMessageCode.Close when reader.ReadByte() == 'S':
                Expect(ReplyKind.Close, frame, statement: _statements.Find(reader.ReadCString()));
                break;
            case FrontendMessageCode.Close:
                Expect(ReplyKind.Close, frame, portal: _portals.Find(reader.ReadCString()));
                break;
            case FrontendMessageCode.Sync:
                Expect(ReplyKind.Sync, frame);
                break;
            case FrontendMessageCode.CopyData:
                sink.Copied(statement: null, new CopiedData(RecordedSide.Client, frame.Body, frame.BodyLength));
                break;
            case FrontendMessageCode.CopyDone or FrontendMessageCode.CopyFail:
                Expect(ReplyKind.CopyEnd, frame);
                break;
            case FrontendMessageCode.Terminate:
                sink.Left();
                break;
        }
    }

    private void Parse(in CapturedFrame frame, in RecordHeader header, PayloadReader reader)
    {
        ReadOnlySpan<byte> name = reader.ReadCString();
        StatementText text = Text(frame, reader.Rest);
        var prepared = new PreparedText(text) { ParameterTypes = frame.IsWhole ? ParameterTypes(reader) : [] };
        _sentStatements.Find(name).Value = prepared;
        RunningStatement running = Begin(frame, header, text, StatementRole.Prepares, prepared);
        sink.Sent(running);
        Expect(ReplyKind.Parse, frame, running, _statements.Find(name));
    }

    private void Bind(in CapturedFrame frame, in RecordHeader header)
    {
        BindNames names = BindNames.Read(frame.Body);
        var bound = new BoundPortal { Prepared = _sentStatements.Find(names.Statement).Value };
        bool isRead = options.Depth == ReadingDepth.Values && frame.IsWhole && bound.TryRead(frame.Body);
        _sentPortals.Find(names.Portal).Value = bound;
        RunningStatement running = Begin(frame, header, text: null, StatementRole.Binds, bound);
        running.Bound = isRead ? bound : null;
        sink.Sent(running);
        Expect(ReplyKind.Bind, frame, running, _statements.Find(names.Statement), _portals.Find(names.Portal));
    }

    private void Execute(in CapturedFrame frame, in RecordHeader header, ReadOnlySpan<byte> portal)
    {
        RunningStatement running = Begin(frame, header, text: null);
        BoundPortal? sent = _sentPortals.Find(portal).Value;
        running.SentText = sent?.Prepared?.Text;
        running.Bound = options.Depth == ReadingDepth.Values ? sent : null;
        Run(ReplyKind.Execute, frame, running, _portals.Find(portal));
    }

    private void Run(ReplyKind kind, in CapturedFrame frame, RunningStatement running, NamedPortal? portal = null)
    {
        sink.Sent(running);
        Expect(kind, frame, running, portal: portal);
    }

    private void Expect(
        ReplyKind kind, in CapturedFrame frame, RunningStatement? running = null, NamedStatement? statement = null, NamedPortal? portal = null) =>
        conversation.Expect(new PendingReply(kind, ReplyAudience.Client)
        {
            Judgement = running,
            Statement = statement,
            Portal = portal,
            ClientOffset = frame.Offset,
        });

    private static RunningStatement Begin(
        in CapturedFrame frame, in RecordHeader header, StatementText? text, StatementRole role = StatementRole.Runs, object? detail = null) => new()
        {
            Role = role,
            Offset = frame.Offset,
            At = header.At,
            Began = header.Elapsed,
            Text = text,
            Detail = detail,
        };

    private StatementText Text(in CapturedFrame frame, ReadOnlySpan<byte> textAndMore)
    {
        int end = textAndMore.IndexOf((byte)0);
        string sql = Encoding.UTF8.GetString(end < 0 ? textAndMore : textAndMore[..end]);
        return new StatementText(sql, classifier.KindOf(sql), frame.Offset);
    }

    private static uint[] ParameterTypes(PayloadReader reader)
    {
        reader.ReadCString();
        return PreparedText.ReadTypes(ref reader);
    }

    private static StatementText FunctionCall(in CapturedFrame frame, uint function) =>
        new($"function call {function}", "FunctionCall", frame.Offset) { Form = TextForm.Words };

    /// <summary>A name and what was last sent for it.</summary>
    private sealed class Sent<T>
        where T : class
    {
        public T? Value { get; set; }
    }
}
