using WireProxy.Audit.Indexing;
using WireProxy.Audit.Records;
using WireProxy.Recording.Reading;

namespace WireProxy.Recording.Indexing;

/// <summary>Reads a recorded session into the statements of the catalog, whatever its protocol.</summary>
internal sealed class SessionIndexer : ISessionIndexer, IStatementList
{
    private readonly StatementJournal _journal;
    private readonly SessionReader? _reader;
    private SessionIndex _index = new();

    /// <param name="protocol">A name without a reader lists the session and no statements.</param>
    public SessionIndexer(string protocol)
    {
        _journal = new StatementJournal(this);
        _reader = SessionReaders.Find(protocol, _journal, ReadingOptions.Catalog);
    }

    public void Read(in AuditRecord record, SessionIndex index)
    {
        _index = index;
        _journal.Note(record.Header, record.Bytes);
        _reader?.Read(record.Header, record.Bytes);
    }

    public void Identified(SessionIdentity identity)
    {
        _index.User = identity.User ?? _index.User;
        _index.Database = identity.Database ?? _index.Database;
        _index.Application = identity.Application ?? _index.Application;
    }

    public void Add(StatementEntry entry, RunningStatement statement) => _index.Add(entry);
}
