using WireProxy.Audit.Indexing;
using WireProxy.Audit.Records;

namespace WireProxy.Recording.Postgres;

/// <summary>Statements that wait for their answer, and what policy and masking said of them meanwhile.</summary>
internal sealed class StatementJournal
{
    private const int MaxNotes = 4096;

    private readonly Queue<RunningStatement> _running = new();
    private readonly Dictionary<long, StatementVerdict> _verdicts = [];
    private readonly Dictionary<long, List<string>> _masks = [];
    private long _seq;

    public void Add(RunningStatement statement) => _running.Enqueue(statement);

    public void Add(StatementVerdict verdict)
    {
        if (_verdicts.Count >= MaxNotes)
            _verdicts.Clear();
        _verdicts[verdict.Offset] = verdict;
    }

    public void Add(MasksApplied masks)
    {
        if (_masks.Count >= MaxNotes)
            _masks.Clear();
        if (!_masks.TryGetValue(masks.Offset, out List<string>? columns))
            _masks.Add(masks.Offset, columns = []);
        columns.AddRange(masks.Columns.Except(columns).ToArray());
    }

    /// <summary>The server has answered this one.</summary>
    public void Complete(RunningStatement statement, StatementText text, TimeSpan? until, SessionIndex index)
    {
        ForgetBefore(statement.Offset + 1);
        StatementVerdict? verdict = VerdictOn(statement.Offset) ?? VerdictOn(text.Offset);
        if (verdict?.Outcome == VerdictOutcome.Deny)
            _verdicts.Remove(verdict.Offset);
        index.Add(new StatementEntry
        {
            Seq = ++_seq,
            At = statement.At,
            Duration = until - statement.Began,
            Sql = text.Sql,
            Kind = text.Kind,
            Verdict = verdict?.Outcome ?? VerdictOutcome.Allow,
            Policy = verdict?.Policy,
            Rule = verdict?.Rule,
            Rows = statement.Rows,
            Error = statement.Error,
            Masked = _masks.Remove(statement.Offset, out List<string>? columns) ? columns : [],
        });
    }

    /// <summary>The server is past this place in the client's bytes: what it did not answer before, it skipped.</summary>
    public void ForgetBefore(long offset)
    {
        while (_running.TryPeek(out RunningStatement? oldest) && oldest.Offset < offset)
            _running.Dequeue();
    }

    /// <summary>The session is over: lists what was never answered, and refusals whose statement could not be read.</summary>
    public void End(DateTimeOffset at, SessionIndex index)
    {
        while (_running.TryDequeue(out RunningStatement? statement))
            Complete(statement, statement.Text ?? statement.SentText ?? StatementText.Unknown, until: null, index);
        foreach (StatementVerdict verdict in _verdicts.Values.Where(verdict => verdict.Outcome == VerdictOutcome.Deny).ToArray())
        {
            var refused = new RunningStatement { Offset = verdict.Offset, At = at, Began = default };
            Complete(refused, StatementText.Unknown, until: null, index);
        }
    }

    private StatementVerdict? VerdictOn(long offset) => _verdicts.GetValueOrDefault(offset);
}
