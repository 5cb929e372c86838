using WireProxy.Audit.Indexing;
using WireProxy.Audit.Records;
using WireProxy.Recording.Reading;

namespace WireProxy.Recording.Indexing;

/// <summary>Takes the entries of a session's catalog as they become known.</summary>
internal interface IStatementList
{
    void Identified(SessionIdentity identity);

    void Add(StatementEntry entry, RunningStatement statement);
}

/// <summary>Statements that wait for their answer, and what policy and masking said of them meanwhile.</summary>
internal sealed class StatementJournal(IStatementList list) : SessionSink
{
    private const int MaxNotes = 4096;

    private readonly Queue<RunningStatement> _running = new();
    private readonly Dictionary<long, StatementVerdict> _verdicts = [];
    private readonly Dictionary<long, List<string>> _masks = [];
    private long _seq;

    /// <summary>The position of the entry that comes next.</summary>
    public long NextSeq => _seq + 1;

    /// <summary>Takes the records that are not bytes.</summary>
    public void Note(in RecordHeader header, ReadOnlySpan<byte> payload)
    {
        switch (header.Kind)
        {
            case RecordKind.Verdict when RecordPayload.ReadVerdict(payload) is { } verdict:
                Add(verdict);
                break;
            case RecordKind.MasksApplied when RecordPayload.ReadMasks(payload) is { } masks:
                Add(masks);
                break;
            case RecordKind.SessionEnded:
                End(header.At);
                break;
        }
    }

    public override void Identified(SessionIdentity identity) => list.Identified(identity);

    public override void Sent(RunningStatement statement)
    {
        if (statement.Role == StatementRole.Runs)
            _running.Enqueue(statement);
    }

    public override void Answered(RunningStatement statement, TimeSpan at) => Complete(statement, at);

    public override void SkippedBefore(long offset)
    {
        while (_running.TryPeek(out RunningStatement? oldest) && oldest.Offset < offset)
            _running.Dequeue();
    }

    private void Add(StatementVerdict verdict)
    {
        if (_verdicts.Count >= MaxNotes)
            _verdicts.Clear();
        _verdicts[verdict.Offset] = verdict;
    }

    private void Add(MasksApplied masks)
    {
        if (_masks.Count >= MaxNotes)
            _masks.Clear();
        if (!_masks.TryGetValue(masks.Offset, out List<string>? columns))
            _masks.Add(masks.Offset, columns = []);
        columns.AddRange(masks.Columns.Except(columns).ToArray());
    }

    private void Complete(RunningStatement statement, TimeSpan? until)
    {
        SkippedBefore(statement.Offset + 1);
        StatementText text = statement.KnownText;
        StatementVerdict? verdict = VerdictOn(statement.Offset) ?? VerdictOn(text.Offset);
        if (verdict?.Outcome == VerdictOutcome.Deny)
            _verdicts.Remove(verdict.Offset);
        var entry = new StatementEntry
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
        };
        list.Add(entry, statement);
    }

    // Lists what was never answered, and refusals whose statement could not be read.
    private void End(DateTimeOffset at)
    {
        while (_running.TryDequeue(out RunningStatement? statement))
            Complete(statement, until: null);
        foreach (StatementVerdict verdict in _verdicts.Values.Where(verdict => verdict.Outcome == VerdictOutcome.Deny).ToArray())
            Complete(new RunningStatement { Offset = verdict.Offset, At = at, Began = default }, until: null);
    }

    private StatementVerdict? VerdictOn(long offset) => _verdicts.GetValueOrDefault(offset);
}
