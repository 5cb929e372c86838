using System.Text;
using WireProxy.Audit.Records;
using WireProxy.Recording.Reading;

namespace WireProxy.Replay.Sandbox;

/// <summary>Takes down what a server answers, in a form that can be compared with another server's.</summary>
internal sealed class AnswerSink : SessionSink
{
    private readonly Dictionary<RunningStatement, (long Number, RecordedError? Error)> _running = [];
    private List<Answer> _answers = [];
    private long _sent;

    /// <summary>Called where the protocol numbers prepared statements: the statement's number here, the server's there.</summary>
    public Action<long, uint>? Prepared { get; init; }

    /// <summary>Turns that the server has ended.</summary>
    public long Turns { get; private set; }

    /// <summary>Files and COPY data that the server has asked for.</summary>
    public long Transfers { get; private set; }

    /// <summary>The answers since the last call.</summary>
    public List<Answer> Take()
    {
        List<Answer> taken = _answers;
        _answers = [];
        return taken;
    }

    public override void Sent(RunningStatement statement) => _running[statement] = (++_sent, null);

    public override void Numbered(RunningStatement statement, uint number)
    {
        if (_running.TryGetValue(statement, out (long Number, RecordedError?) known))
            Prepared?.Invoke(known.Number, number);
    }

    public override void ResultBegan(RunningStatement statement, RecordedResult result) =>
        Add(statement, number => new ResultStart(number, Sql(statement), result.Columns));

    public override void Row(RunningStatement statement, in RecordedRow row)
    {
        IReadOnlyList<string?> values = row.IsWhole ? row.Values : [$"(a row of {row.Length} bytes)"];
        Add(statement, number => new ResultRow(number, Sql(statement), values));
    }

    public override void ResultEnded(RunningStatement statement, ResultEnd end) => Add(statement, number => new ResultStop(number, Sql(statement), end));

    public override void Copied(RunningStatement? statement, in CopiedData data)
    {
        if (statement is null || data.From == RecordedSide.Client)
            return;
        string text = Encoding.Latin1.GetString(data.Captured);
        Add(statement, number => new ResultData(number, Sql(statement), text));
    }

    public override void CopyBegan(RunningStatement statement, RecordedSide from, CopyForm form)
    {
        if (from == RecordedSide.Client)
            Transfers++;
    }

    public override void Failed(RunningStatement? statement, RecordedError error)
    {
        if (statement is not null && _running.TryGetValue(statement, out (long Number, RecordedError? Error) known) && known.Error is null)
            _running[statement] = (known.Number, error);
    }

    public override void Answered(RunningStatement statement, TimeSpan at)
    {
        if (_running.Remove(statement, out (long Number, RecordedError? Error) known))
            _answers.Add(new StatementEnd(known.Number, Sql(statement), (statement.Offset, statement.KnownText.Offset), known.Error));
    }

    public override void SkippedBefore(long offset)
    {
        Turns++;
        foreach (RunningStatement skipped in _running.Keys.Where(statement => statement.Offset < offset).ToArray())
            _running.Remove(skipped);
    }

    private static string Sql(RunningStatement statement) => statement.KnownText.Sql;

    private void Add(RunningStatement statement, Func<long, Answer> answer)
    {
        if (_running.TryGetValue(statement, out (long Number, RecordedError?) known))
            _answers.Add(answer(known.Number));
    }
}
