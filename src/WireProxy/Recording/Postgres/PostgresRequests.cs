using System.Text;
using WireProxy.Audit.Indexing;
using WireProxy.Audit.Records;
using WireProxy.Protocols.Postgres.Conversation;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;

namespace WireProxy.Recording.Postgres;

/// <summary>The client's half of a recorded session: login, then requests, each with what the answer will need.</summary>
internal sealed class PostgresRequests(PostgresConversation conversation, StatementJournal journal, StatementClassifier classifier)
{
    /// <summary>No more of a statement's text is in the catalog; all of it is in the recording.</summary>
    public const int TextLimit = 64 << 10;

    // Texts of forgotten names are listed as unknown.
    private const int NameLimit = 512;

    private readonly FrameScanner _frames = new(TextLimit) { Shape = FrameShape.Untyped };
    private readonly NameTable<NamedStatement> _statements = new(NameLimit);
    private readonly NameTable<NamedPortal> _portals = new(NameLimit);
    private readonly NameTable<SentName> _sentStatements = new(NameLimit);
    private readonly NameTable<SentName> _sentPortals = new(NameLimit);

    /// <summary>Requests for encryption that the server has not answered; it does with one byte each.</summary>
    public int EncryptionRequests { get; set; }

    public void Read(in AuditRecord record, SessionIndex index)
    {
        ReadOnlySpan<byte> bytes = record.Bytes;
        while (_frames.TryRead(ref bytes, out CapturedFrame frame))
        {
            if (_frames.Shape == FrameShape.Typed)
                Request(frame, record.Header);
            else
                Startup(frame, index);
        }
    }

    private void Startup(in CapturedFrame packet, SessionIndex index)
    {
        if (packet.Startup.Request is StartupRequest.Tls or StartupRequest.GssEncryption)
        {
            EncryptionRequests++;
            return;
        }
        _frames.Shape = FrameShape.Typed;
        StartupParameters parameters = StartupParameters.Parse(packet.Body);
        index.User = parameters.User;
        index.Database = parameters.Database;
        index.Application = parameters.ApplicationName;
    }

    private void Request(in CapturedFrame frame, in RecordHeader header)
    {
        var reader = new PayloadReader(frame.Body);
        switch ((FrontendMessageCode)frame.Code)
        {
            case FrontendMessageCode.Query:
                Run(ReplyKind.Query, frame, header, Text(frame, reader.Rest), portal: null);
                break;
            case FrontendMessageCode.FunctionCall:
                Run(ReplyKind.FunctionCall, frame, header, FunctionCall(frame, reader.ReadUInt32()), portal: null);
                break;
            case FrontendMessageCode.Execute:
                ReadOnlySpan<byte> executed = reader.ReadCString();
                Run(ReplyKind.Execute, frame, header, text: null, _portals.Find(executed)).SentText = _sentPortals.Find(executed).Text;
                break;
            case FrontendMessageCode.Parse:
                ReadOnlySpan<byte> parsed = reader.ReadCString();
                StatementText text = Text(frame, reader.Rest);
                _sentStatements.Find(parsed).Text = text;
                Expect(ReplyKind.Parse, frame, Begin(frame, header, text), _statements.Find(parsed));
                break;
            case FrontendMessageCode.Bind:
                ReadOnlySpan<byte> portal = reader.ReadCString();
                ReadOnlySpan<byte> bound = reader.ReadCString();
                _sentPortals.Find(portal).Text = _sentStatements.Find(bound).Text;
                Expect(ReplyKind.Bind, frame, Begin(frame, header, text: null), _statements.Find(bound), _portals.Find(portal));
                break;
            case FrontendMessageCode.Describe:
                bool ofStatement = reader.ReadByte() == 'S';
                Expect(ofStatement ? ReplyKind.DescribeStatement : ReplyKind.DescribePortal, frame);
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
            case FrontendMessageCode.CopyDone or FrontendMessageCode.CopyFail:
                Expect(ReplyKind.CopyEnd, frame);
                break;
        }
    }

    private RunningStatement Run(ReplyKind kind, in CapturedFrame frame, in RecordHeader header, StatementText? text, NamedPortal? portal)
    {
        RunningStatement statement = Begin(frame, header, text);
        journal.Add(statement);
        Expect(kind, frame, statement, portal: portal);
        return statement;
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

    private static RunningStatement Begin(in CapturedFrame frame, in RecordHeader header, StatementText? text) =>
        new() { Offset = frame.Offset, At = header.At, Began = header.Elapsed, Text = text };

    private StatementText Text(in CapturedFrame frame, ReadOnlySpan<byte> textAndMore)
    {
        int end = textAndMore.IndexOf((byte)0);
        string sql = Encoding.UTF8.GetString(end < 0 ? textAndMore : textAndMore[..end]);
        return new StatementText(sql, classifier.KindOf(sql), frame.Offset);
    }

    private static StatementText FunctionCall(in CapturedFrame frame, uint function) =>
        new($"function call {function}", "FunctionCall", frame.Offset);

    /// <summary>A name and the text that was last sent for it.</summary>
    private sealed class SentName
    {
        public StatementText? Text { get; set; }
    }
}
