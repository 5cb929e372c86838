using WireProxy.Audit.Records;
using WireProxy.Protocols.MySql.Conversation;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Messages;
using WireProxy.Protocols.MySql.Values;
using WireProxy.Recording.Reading;

namespace WireProxy.Recording.MySql;

/// <summary>The server's half of a recorded session: each packet completes or adds to the command it answers.</summary>
internal sealed class MySqlReplies(MySqlDialogue dialogue, SessionSink sink, ReadingOptions options)
{
    private readonly PacketScanner _packets = new(options.CaptureLimit);
    private readonly List<MySqlColumn> _columns = [];

    public void Read(in RecordHeader header, ReadOnlySpan<byte> bytes)
    {
        do
            PassRows(ref bytes);
        while (Next(ref bytes, header.Elapsed));
    }

    private bool Next(ref ReadOnlySpan<byte> bytes, TimeSpan at)
    {
        if (!_packets.TryRead(ref bytes, out CapturedPacket packet))
            return false;
        if (dialogue.HasConversation)
            Reply(packet, at);
        else
            Greet(packet.Payload);
        return true;
    }

    // Where nobody looks at their values, the rows that lie one after the other are only counted.
    private void PassRows(ref ReadOnlySpan<byte> bytes)
    {
        if (options.Depth != ReadingDepth.Statements || !dialogue.HasConversation || !dialogue.Conversation.IsInRows)
            return;
        int rows = _packets.SkipWholeRows(ref bytes, dialogue.Capabilities);
        if (dialogue.Conversation.Current.Judgement is RunningStatement running)
            running.RowsSeen += rows;
    }

    private void Greet(ReadOnlySpan<byte> payload)
    {
        if (payload is [ErrPacket.Header, ..])
        {
            sink.Failed(statement: null, ErrorOf(payload));
            return;
        }
        HandshakeV10 greeting = HandshakeV10.Read(payload);
        dialogue.Offered = greeting.Capabilities;
    }

    private void Reply(in CapturedPacket packet, TimeSpan at)
    {
        MySqlConversation conversation = dialogue.Conversation;
        ReadOnlySpan<byte> prefix = packet.Payload[..Math.Min(packet.Payload.Length, MySqlConversation.PrefixLength)];
        Attribution reply = conversation.Receive(packet.Header, prefix);
        PendingReply request = conversation.Current;
        Take(reply, request, packet);
        if (reply.Progress == AnswerProgress.Ends)
            End(reply, request, at);
        conversation.Settle();
    }

    private void Take(in Attribution reply, in PendingReply request, in CapturedPacket packet)
    {
        var running = request.Judgement as RunningStatement;
        switch (reply.Part)
        {
            case ReplyPart.Err or ReplyPart.Farewell:
                Fail(reply.Part == ReplyPart.Farewell ? null : running, ErrorOf(packet.Payload));
                break;
            case ReplyPart.PrepareOk when request.Statement is { } statement:
                Confirm(statement, running, PrepareOk.Read(packet.Payload, dialogue.Capabilities));
                break;
            case ReplyPart.ColumnCount:
                _columns.Clear();
                break;
            case ReplyPart.ColumnDefinition when options.Depth == ReadingDepth.Values && packet.IsWhole && request.Kind != ReplyKind.FieldList:
                _columns.Add(MySqlResult.ColumnOf(ColumnDefinition.Read(packet.Payload, dialogue.Capabilities)));
                break;
            case ReplyPart.LocalInfile:
                (dialogue.Turn, dialogue.Sending) = (ClientTurn.File, running);
                if (running is not null)
                    sink.CopyBegan(running, RecordedSide.Client, CopyForm.File);
                break;
            case ReplyPart.Row when running is not null:
                Row(running, request, packet);
                break;
            case ReplyPart.RowsEnd when running is not null:
                EndRows(running, request, reply);
                break;
            case ReplyPart.Ok when running is not null:
                Ok(running, packet);
                break;
        }
    }

    private void Row(RunningStatement running, in PendingReply request, in CapturedPacket packet)
    {
        running.RowsSeen++;
        if (options.Depth == ReadingDepth.Statements)
            return;
        Begin(running, request);
        sink.Row(running, new RecordedRow(running.Result!, packet.Payload, packet.Length));
    }

    private void Begin(RunningStatement running, in PendingReply request)
    {
        if (running.Result is not null)
            return;
        var prepared = request.Statement?.Judgement as PreparedText;
        IReadOnlyList<MySqlColumn> columns = _columns.Count == 0 && prepared is not null ? prepared.Columns : [.. _columns];
        running.Result = new MySqlResult(columns, request.Statement is null ? RowFormat.Text : RowFormat.Binary);
        sink.ResultBegan(running, running.Result);
    }

    private void EndRows(RunningStatement running, in PendingReply request, in Attribution reply)
    {
        long rows = running.RowsSeen;
        running.Rows = (running.Rows ?? 0) + rows;
        running.RowsSeen = 0;
        if (options.Depth == ReadingDepth.Values && request.Kind != ReplyKind.FieldList)
        {
            Begin(running, request);
            sink.ResultEnded(running, new ResultEnd(ReplyText.OfRows(rows, reply.Status), rows));
        }
        running.Result = null;
    }

    private void Ok(RunningStatement running, in CapturedPacket packet)
    {
        if (packet.Payload[0] == EofPacket.Header)
            return;
        OkPacket ok = OkPacket.Read(packet.Payload, dialogue.Capabilities);
        long rows = (long)ok.AffectedRows;
        if (rows > 0 || ReplyText.CountsRows(running.KnownText.Kind))
            running.Rows = (running.Rows ?? 0) + rows;
        sink.ResultEnded(running, new ResultEnd(ReplyText.Of(ok), rows));
    }

    private void Fail(RunningStatement? running, RecordedError error)
    {
        sink.Failed(running, error);
        running?.Error ??= error.ToString();
    }

    private void End(in Attribution reply, in PendingReply request, TimeSpan at)
    {
        if (request.Kind == ReplyKind.Authentication || dialogue.Turn == ClientTurn.File)
            (dialogue.Turn, dialogue.Sending) = (ClientTurn.Command, null);
        bool isReset = request.Kind == ReplyKind.Authentication || ReferenceEquals(request.Judgement, MySqlDialogue.Reset);
        if (isReset && reply.Part == ReplyPart.Ok)
            dialogue.Prepared.Clear();
        if (_columns.Count > 0 && request.Statement?.Judgement is PreparedText prepared)
            prepared.Columns = [.. _columns];
        _columns.Clear();
        if (request.Judgement is RunningStatement running)
        {
            running.Text ??= StatementText.Unknown;
            // A statement that was prepared is listed when it runs; one that was refused, now.
            if (running.Role == StatementRole.Runs || reply.Part == ReplyPart.Err)
                sink.Answered(running, at);
        }
        sink.SkippedBefore(request.ClientOffset + 1);
    }

    private void Confirm(PreparedStatement statement, RunningStatement? running, in PrepareOk reply)
    {
        dialogue.Prepared.Confirm(statement, reply);
        if (running is not null)
            sink.Numbered(running, reply.StatementId);
    }

    private static RecordedError ErrorOf(ReadOnlySpan<byte> payload)
    {
        ErrPacket error = ErrPacket.Read(payload);
        string state = error.SqlState.IsEmpty ? "" : $" ({SessionText.Utf8.Read(error.SqlState)})";
        return new RecordedError($"{error.Code}{state}", SessionText.Utf8.Read(error.Message));
    }
}
