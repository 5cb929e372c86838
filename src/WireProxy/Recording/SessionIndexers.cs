using WireProxy.Audit.Indexing;
using WireProxy.Audit.Records;
using WireProxy.Recording.Indexing;

namespace WireProxy.Recording;

/// <summary>Makes the indexer of each session.</summary>
internal sealed class SessionIndexers : ISessionIndexerFactory
{
    public ISessionIndexer Create(SessionOpened opened) => new SessionIndexer(opened.Protocol);
}
