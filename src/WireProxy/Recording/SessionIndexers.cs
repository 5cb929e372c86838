using WireProxy.Audit.Indexing;
using WireProxy.Audit.Records;

namespace WireProxy.Recording;

/// <summary>Chooses the indexer that reads a session's protocol.</summary>
internal sealed class SessionIndexers : ISessionIndexerFactory
{
    public ISessionIndexer Create(SessionOpened opened) => new IdentityIndexer();

    private sealed class IdentityIndexer : ISessionIndexer
    {
        public void Read(in AuditRecord record, SessionIndex index)
        {
        }
    }
}
