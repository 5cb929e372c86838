using WireProxy.Audit.Indexing;
using WireProxy.Audit.Records;
using WireProxy.Recording.Postgres;

namespace WireProxy.Recording;

/// <summary>Chooses the indexer that reads a session's protocol.</summary>
internal sealed class SessionIndexers : ISessionIndexerFactory
{
    private readonly StatementClassifier _classifier = new();

    public ISessionIndexer Create(SessionOpened opened) => opened.Protocol switch
    {
        "postgres" => new PostgresSessionIndexer(_classifier),
        _ => new UnreadSession(),
    };

    /// <summary>A protocol without an indexer: the session lists, its statements do not.</summary>
    private sealed class UnreadSession : ISessionIndexer
    {
        public void Read(in AuditRecord record, SessionIndex index)
        {
        }
    }
}
