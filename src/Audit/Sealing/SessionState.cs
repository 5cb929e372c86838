using WireProxy.Audit.Indexing;
using WireProxy.Audit.Records;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.Sealing;

/// <summary>A session's catalog row as its records build it. Applying the same records again gives the same row.</summary>
internal sealed class SessionState(SessionId session, ISessionIndexerFactory indexers)
{
    private readonly SessionIndex _index = new();
    private ISessionIndexer? _indexer;
    private SessionOpened _opened = new("", "", "");
    private DateTimeOffset _startedAt;
    private long _statements;
    private long _denied;
    private long _masked;
    private long _rows;
    private long _bytesFromClient;
    private long _bytesToClient;

    /// <summary>The last record that was applied; its header is what a record added by the sealer continues.</summary>
    public RecordHeader Last { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public string? EndReason { get; private set; }

    /// <summary>An indexer that threw. Its session is recorded all the same, and lists what was known.</summary>
    public Exception? IndexFault { get; private set; }

    public void Apply(in AuditRecord record)
    {
        if (Last.Sequence == 0 && _startedAt == default)
            _startedAt = record.Header.At;
        Last = record.Header;
        switch (record.Kind)
        {
            case RecordKind.SessionOpened:
                Open(RecordPayload.ReadOpened(record.Bytes) ?? _opened);
                break;
            case RecordKind.ClientBytes:
                _bytesFromClient += record.Bytes.Length;
                break;
            case RecordKind.ServerBytes:
                _bytesToClient += record.Bytes.Length;
                break;
            case RecordKind.Identity when RecordPayload.ReadIdentity(record.Bytes) is { } identity:
                _index.User = identity.User ?? _index.User;
                _index.Database = identity.Database ?? _index.Database;
                _index.Application = identity.Application ?? _index.Application;
                break;
            case RecordKind.SessionEnded:
                EndedAt = record.Header.At;
                EndReason = RecordPayload.ReadEnded(record.Bytes)?.Reason;
                break;
        }
        Index(record);
    }

    /// <summary>The statements that became known since the last call.</summary>
    public IReadOnlyList<StatementEntry> TakeStatements()
    {
        StatementEntry[] taken = _index.Take();
        for (int i = 0; i < taken.Length; i++)
        {
            StatementEntry statement = taken[i];
            // An indexer that saw only the end of a session counts from 1 again.
            if (statement.Seq != ++_statements)
                taken[i] = statement with { Seq = _statements };
            _rows += statement.Rows ?? 0;
            if (statement.Verdict == VerdictOutcome.Deny)
                _denied++;
            if (statement.Masked.Count > 0)
                _masked++;
        }
        return taken;
    }

    /// <summary>Takes over what the store says of the session up to here.</summary>
    public void ContinueFrom(SessionEntry entry)
    {
        _opened = new SessionOpened(entry.Endpoint, entry.Protocol, entry.Client);
        _index.User = entry.User;
        _index.Database = entry.Database;
        _index.Application = entry.Application;
        _startedAt = entry.StartedAt;
        _statements = entry.Statements;
        _denied = entry.Denied;
        _masked = entry.Masked;
        _rows = entry.Rows;
        _bytesFromClient = entry.BytesFromClient;
        _bytesToClient = entry.BytesToClient;
        _indexer ??= CreateIndexer();
    }

    public SessionEntry Entry() => new()
    {
        Id = session,
        Endpoint = _opened.Endpoint,
        Protocol = _opened.Protocol,
        Client = _opened.Client,
        User = _index.User,
        Database = _index.Database,
        Application = _index.Application,
        StartedAt = _startedAt,
        EndedAt = EndedAt,
        EndReason = EndReason,
        Statements = _statements,
        Denied = _denied,
        Masked = _masked,
        Rows = _rows,
        BytesFromClient = _bytesFromClient,
        BytesToClient = _bytesToClient,
    };

    private void Open(SessionOpened opened)
    {
        _opened = opened;
        _indexer = CreateIndexer();
    }

    private ISessionIndexer CreateIndexer() =>
        _opened.Protocol == SystemSession.Protocol ? new SystemSessionIndexer() : indexers.Create(_opened);

    private void Index(in AuditRecord record)
    {
        try
        {
            _indexer?.Read(record, _index);
        }
#pragma warning disable CA1031 // Whatever an indexer does, the evidence must reach the store.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            IndexFault = fault;
            _indexer = null;
        }
    }
}
