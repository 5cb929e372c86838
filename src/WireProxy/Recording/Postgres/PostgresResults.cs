using WireProxy.Protocols.Postgres.Conversation;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Recording.Reading;

namespace WireProxy.Recording.Postgres;

/// <summary>Follows results: what a portal's columns are is told long before its rows come, if at all.</summary>
internal sealed class PostgresResults(SessionSink sink)
{
    /// <summary>Takes the answer to a Describe.</summary>
    public static void Described(BackendMessageCode code, in PendingReply request, ReadOnlySpan<byte> body)
    {
        var prepared = request.Statement?.Judgement as PreparedText;
        switch (code)
        {
            case BackendMessageCode.ParameterDescription:
                var reader = new PayloadReader(body);
                prepared?.ParameterTypes = PreparedText.ReadTypes(ref reader);
                break;
            case BackendMessageCode.RowDescription when request.Kind == ReplyKind.DescribeStatement:
                prepared?.Columns = PostgresResult.ColumnsOf(RowDescription.Read(body));
                break;
            case BackendMessageCode.RowDescription:
                (request.Portal?.Judgement as BoundPortal)?.Described = new PostgresResult(PostgresResult.ColumnsOf(RowDescription.Read(body)));
                break;
        }
    }

    public void Began(RunningStatement running, PostgresResult result)
    {
        running.Result = result;
        sink.ResultBegan(running, result);
    }

    public void Row(RunningStatement running, in PendingReply request, in CapturedFrame frame)
    {
        if (running.Result is null)
            Began(running, PostgresResult.Of(request.Portal?.Judgement as BoundPortal, new PayloadReader(frame.Body).ReadCount()));
        sink.Row(running, new RecordedRow(running.Result!, frame.Body, frame.BodyLength));
    }

    /// <summary>An end without rows still has the columns that were described.</summary>
    public void Ended(RunningStatement running, in PendingReply request, string tag, long? rows)
    {
        if (running.Result is null && PostgresResult.Of(request.Portal?.Judgement as BoundPortal, count: null) is { Columns.Count: > 0 } described)
            Began(running, described);
        sink.ResultEnded(running, new ResultEnd(tag, rows));
        running.Result = null;
    }
}
