using WireProxy.Audit.Records;
using WireProxy.Protocols.MySql;
using WireProxy.Protocols.MySql.Commands;
using WireProxy.Protocols.MySql.Conversation;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Recording.Indexing;
using WireProxy.Recording.Reading;

namespace WireProxy.Recording.MySql;

/// <summary>The client's half of a recorded session: login, then commands, each with what the answer will need.</summary>
internal sealed class MySqlRequests(MySqlDialogue dialogue, SessionSink sink, ReadingOptions options, StatementClassifier classifier)
{
    // A login is read whole, whatever the limit; so are the attributes before a statement.
    private const int SmallestCapture = 192 << 10;

    private readonly PacketScanner _packets = new(Math.Max(options.CaptureLimit, SmallestCapture));

    public void Read(in RecordHeader header, ReadOnlySpan<byte> bytes)
    {
        while (_packets.TryRead(ref bytes, out CapturedPacket packet))
            Take(packet, header);
    }

    private void Take(in CapturedPacket packet, in RecordHeader header)
    {
        switch (dialogue.Turn)
        {
            case ClientTurn.Login:
                LogIn(packet);
                break;
            case ClientTurn.File:
                Send(packet);
                break;
            case ClientTurn.Command when packet.Payload.IsEmpty:
                Expect(ReplyKind.Ok, packet);
                break;
            case ClientTurn.Command:
                Command((CommandCode)packet.Payload[0], packet, header);
                break;
        }
    }

    private void LogIn(in CapturedPacket packet)
    {
        if (SslRequest.Matches(packet.Payload))
        {
            dialogue.Security = TransportSecurity.Tls;
            return;
        }
        HandshakeResponse41 response = HandshakeResponse41.Read(packet.Payload, dialogue.Offered, dialogue.Security);
        dialogue.Begin(response);
        Authenticate(packet, response.User, response.Database, response.Attributes);
    }

    private void Authenticate(in CapturedPacket packet, ReadOnlySpan<byte> user, ReadOnlySpan<byte> database, in ConnectionAttributes attributes)
    {
        dialogue.Turn = ClientTurn.Authentication;
        Expect(ReplyKind.Authentication, packet);
        ReadOnlySpan<byte> program = attributes["program_name"u8];
        sink.Identified(new SessionIdentity(NotEmpty(user), NotEmpty(database), NotEmpty(program)));
    }

    private void Send(in CapturedPacket packet)
    {
        if (packet.Length == 0)
            (dialogue.Turn, dialogue.Sending) = (ClientTurn.Command, null);
        else
            sink.Copied(dialogue.Sending, new CopiedData(RecordedSide.Client, packet.Payload, packet.Length));
    }

    private void Command(CommandCode command, in CapturedPacket packet, in RecordHeader header)
    {
        try
        {
            Read(command, packet, header);
        }
        catch (MySqlProtocolException) when (command != CommandCode.ChangeUser)
        {
            Unread(command, packet, header);
        }
    }

    /// <summary>A command that can not be read is answered nevertheless: a server refuses it and goes on, or is less strict and runs it.</summary>
    private void Unread(CommandCode command, in CapturedPacket packet, in RecordHeader header)
    {
        bool isExecution = command is CommandCode.StmtExecute or CommandCode.StmtBulkExecute && packet.Payload.Length >= StatementId.End;
        if (isExecution)
            ExecuteUnread(packet, header, StatementId.Read(packet.Payload));
        else if (CommandAnswers.KindOf(command) is not { } kind)
            return;
        else if (CommandAnswers.IsHousekeeping(command))
            Expect(kind, packet);
        else
            Run(kind, packet, Begin(packet, header, StatementText.Unknown));
    }

    private void Read(CommandCode command, in CapturedPacket packet, in RecordHeader header)
    {
        switch (command)
        {
            case CommandCode.Quit:
                sink.Left();
                break;
            case CommandCode.Query:
                Run(ReplyKind.Results, packet, Begin(packet, header, Text(packet, QueryRequest.Read(packet.Payload, dialogue.Capabilities).Sql)));
                break;
            case CommandCode.InitDb:
                string use = $"USE `{dialogue.Text.Read(InitDbRequest.Read(packet.Payload).Database)}`";
                Run(ReplyKind.Ok, packet, Begin(packet, header, new StatementText(use, classifier.KindOf(use), packet.Offset)));
                break;
            case CommandCode.StmtPrepare:
                Prepare(packet, header);
                break;
            case CommandCode.StmtExecute:
                ExecuteRequest request = ExecuteRequest.Read(packet.Payload);
                Execute(packet, Begin(packet, header, text: null), dialogue.Prepared.Find(request.StatementId), request);
                break;
            case CommandCode.StmtBulkExecute:
                ExecuteUnread(packet, header, BulkExecuteRequest.Read(packet.Payload).StatementId);
                break;
            case CommandCode.StmtFetch:
                RunPrepared(ReplyKind.Fetch, packet, header, FetchRequest.Read(packet.Payload).StatementId);
                break;
            case CommandCode.StmtSendLongData:
                AddLongData(SendLongDataRequest.Read(packet.Payload));
                break;
            case CommandCode.StmtReset:
                PreparedTextOf(StatementId.Read(packet.Payload))?.ForgetLongData();
                RunCommand(command, packet, header);
                break;
            case CommandCode.StmtClose:
                dialogue.Prepared.Close(StatementId.Read(packet.Payload));
                break;
            case CommandCode.ChangeUser:
                ChangeUserRequest user = ChangeUserRequest.Read(packet.Payload, dialogue.Capabilities);
                Authenticate(packet, user.User, user.Database, user.Attributes);
                break;
            default:
                RunCommand(command, packet, header);
                break;
        }
    }

    private StatementText Text(in CapturedPacket packet, ReadOnlySpan<byte> text)
    {
        string sql = dialogue.Text.Read(text[..Math.Min(text.Length, options.CaptureLimit)]);
        return new StatementText(sql, classifier.KindOf(sql), packet.Offset);
    }

    private void Prepare(in CapturedPacket packet, in RecordHeader header)
    {
        StatementText text = Text(packet, PrepareRequest.Read(packet.Payload).Sql);
        RunningStatement running = Begin(packet, header, text, StatementRole.Prepares);
        sink.Sent(running);
        Expect(ReplyKind.Prepare, packet, running, dialogue.Prepared.Prepare(new PreparedText(text)));
    }

    private void Execute(in CapturedPacket packet, RunningStatement running, PreparedStatement? statement, in ExecuteRequest request)
    {
        running.Text = TextOf(statement);
        if (options.Depth == ReadingDepth.Values && statement is { Judgement: PreparedText prepared, Confirmed: { } confirmed })
        {
            if (packet.IsWhole)
                running.Bound = BoundExecute.Read(request, confirmed.Parameters, dialogue.Capabilities, prepared);
            else
                prepared.Parameters.Forget();
            prepared.ForgetLongData();
        }
        Run(ReplyKind.Results, packet, running, statement);
    }

    /// <summary>An execution of which the parameters are not read.</summary>
    private void ExecuteUnread(in CapturedPacket packet, in RecordHeader header, uint id)
    {
        PreparedTextOf(id)?.Parameters.Forget();
        RunPrepared(ReplyKind.Results, packet, header, id);
    }

    private void RunPrepared(ReplyKind kind, in CapturedPacket packet, in RecordHeader header, uint id)
    {
        PreparedStatement? statement = dialogue.Prepared.Find(id);
        Run(kind, packet, Begin(packet, header, TextOf(statement)), statement);
    }

    private void RunCommand(CommandCode command, in CapturedPacket packet, in RecordHeader header)
    {
        ReplyKind kind = CommandAnswers.KindOf(command) ?? ReplyKind.Ok;
        if (command == CommandCode.ResetConnection)
            dialogue.Prepared.ForgetLast();
        if (CommandAnswers.IsHousekeeping(command))
            Expect(kind, packet, command == CommandCode.ResetConnection ? MySqlDialogue.Reset : null);
        else
            Run(kind, packet, Begin(packet, header, CommandText.Of(command, packet, dialogue.Text)));
    }

    private void AddLongData(in SendLongDataRequest request)
    {
        if (options.Depth == ReadingDepth.Statements || PreparedTextOf(request.StatementId) is not { } prepared)
            return;
        if (!prepared.LongData.TryGetValue(request.Parameter, out List<byte>? value))
            prepared.LongData.Add(request.Parameter, value = []);
        prepared.Parameters.NoteLongData(request.Parameter);
        if (value.Count < options.CaptureLimit)
            value.AddRange(request.Data);
    }

    private void Run(ReplyKind kind, in CapturedPacket packet, RunningStatement running, PreparedStatement? statement = null)
    {
        sink.Sent(running);
        Expect(kind, packet, running, statement);
    }

    private void Expect(ReplyKind kind, in CapturedPacket packet, object? running = null, PreparedStatement? statement = null) =>
        dialogue.Conversation.Expect(new PendingReply(kind, ReplyAudience.Client)
        {
            Judgement = running,
            Statement = statement,
            ClientOffset = packet.Offset,
        });

    private static RunningStatement Begin(
        in CapturedPacket packet, in RecordHeader header, StatementText? text, StatementRole role = StatementRole.Runs) => new()
        {
            Role = role,
            Offset = packet.Offset,
            At = header.At,
            Began = header.Elapsed,
            Text = text,
        };

    private PreparedText? PreparedTextOf(uint statement) => dialogue.Prepared.Find(statement)?.Judgement as PreparedText;

    private static StatementText TextOf(PreparedStatement? statement) => (statement?.Judgement as PreparedText)?.Text ?? StatementText.Unknown;

    private string? NotEmpty(ReadOnlySpan<byte> text) => text.IsEmpty ? null : dialogue.Text.Read(text);
}
