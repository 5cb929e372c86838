using WireProxy.Audit.Indexing;
using WireProxy.Audit.Records;
using WireProxy.Recording;
using WireProxy.Recording.Indexing;
using WireProxy.Recording.Reading;

namespace WireProxy.Replay.Exporters;

/// <summary>A sink that writes: it sees the records, what is in their bytes, and the catalog's entry of each statement as it ends.</summary>
internal abstract class ExportSink : SessionSink, IStatementList
{
    private readonly StatementJournal _journal;

    protected ExportSink(ExportWriter writer)
    {
        Writer = writer;
        _journal = new StatementJournal(this);
    }

    protected ExportWriter Writer { get; }

    /// <summary>The position of the statement whose results are passing.</summary>
    protected long Seq => _journal.NextSeq;

    /// <summary>The record that is being read.</summary>
    protected RecordHeader Now { get; private set; }

    /// <exception cref="ExportException">The session can not be read to its end.</exception>
    public async Task RunAsync(RecordedSession session, IExportTarget target, CancellationToken cancellationToken)
    {
        SessionReader reader = SessionReaders.Find(session.Entry.Protocol, this, ReadingOptions.Export)
            ?? throw new ExportException($"sessions of protocol '{session.Entry.Protocol}' can be exported as raw bytes only");
        await foreach (StoredRecord record in session.RecordsAsync(cancellationToken))
        {
            Now = record.Header;
            Noted(record);
            _journal.Note(record.Header, record.Bytes.Span);
            reader.Read(record.Header, record.Bytes.Span);
            await Writer.MoveToAsync(target, cancellationToken);
        }
        if (reader.Lost is { } lost)
            throw new ExportException($"the bytes stop being the protocol's ({lost}); what came before is written, --format raw has all of it");
    }

    public override void Sent(RunningStatement statement) => _journal.Sent(statement);

    public override void SkippedBefore(long offset) => _journal.SkippedBefore(offset);

    public override void Answered(RunningStatement statement, TimeSpan at) => _journal.Answered(statement, at);

    /// <summary>A statement has ended.</summary>
    public abstract void Add(StatementEntry entry, RunningStatement statement);

    /// <summary>A record comes.</summary>
    protected virtual void Noted(StoredRecord record)
    {
    }
}
