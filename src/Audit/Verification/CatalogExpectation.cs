using WireProxy.Audit.Keys;
using WireProxy.Audit.Ledger;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.Verification;

/// <summary>What a day's catalog has to say, as the day's frames have it.</summary>
internal sealed class CatalogExpectation
{
    private readonly Dictionary<SessionId, ExpectedSession> _sessions = [];
    private readonly Dictionary<(SessionId Session, long Ordinal), CatalogChunk> _chunks = [];
    private readonly Dictionary<CatalogUse, int> _uses = [];
    private readonly Dictionary<Digest, int> _texts = [];

    public Dictionary<SessionId, ExpectedSession> Sessions => _sessions;

    public Dictionary<(SessionId Session, long Ordinal), CatalogChunk> Chunks => _chunks;

    /// <summary>In how many chunks of a session a text is: the catalog gives it once at least, and once for each of them at most (TextBundle).</summary>
    public IReadOnlyDictionary<CatalogUse, int> Uses => _uses;

    /// <summary>The same for each text, over all sessions.</summary>
    public IReadOnlyDictionary<Digest, int> Texts => _texts;

    /// <summary>The last chunk or key: further the catalog must go.</summary>
    public long LastPosition { get; private set; }

    /// <param name="frame">A frame whose payload is what was written, or was erased.</param>
    /// <param name="isShredded">Whether a session's texts are no longer in the catalog.</param>
    public void Add(LocatedFrame frame, Func<SessionId, bool> isShredded)
    {
        ReadOnlySpan<byte> payload = frame.Payload.Span;
        if (frame.Header.Kind == FrameKind.SessionKey && WrappedKey.IsOne(payload))
            Session(WrappedKey.Session(payload)).Key = CatalogKey.Known;
        if (frame.Header.Kind != FrameKind.Chunk || !payload.ContainsAnyExcept((byte)0))
            return;
        var content = new ChunkContent(payload);
        ChunkHeader header = content.Header;
        (SessionEntry entry, Digest[] texts) = content.ReadEntry();
        ExpectedSession session = Session(header.Session);
        session.Entry = entry;
        session.Position = new StoredPosition(header.LastSequence, header.Ordinal, frame.Header.PayloadHash);
        session.At = frame.Header.Position;
        LastPosition = frame.Header.Position;
        _chunks[(header.Session, header.Ordinal)] = new CatalogChunk(
            header.Session, header.Ordinal, frame.Header.Position, header.FirstSequence, header.LastSequence, frame.Header.PayloadLength);
        if (isShredded(header.Session))
            return;
        foreach (Digest text in texts)
        {
            Count(_uses, new CatalogUse(header.Session, text));
            Count(_texts, text);
        }
    }

    private static void Count<T>(Dictionary<T, int> counts, T one)
        where T : notnull => counts[one] = counts.GetValueOrDefault(one) + 1;

    private ExpectedSession Session(SessionId session)
    {
        if (!_sessions.TryGetValue(session, out ExpectedSession? known))
            _sessions.Add(session, known = new ExpectedSession());
        return known;
    }
}

/// <summary>A session's row as its last chunk of the day has it.</summary>
internal sealed class ExpectedSession
{
    public SessionEntry? Entry { get; set; }

    public StoredPosition? Position { get; set; }

    public CatalogKey Key { get; set; }

    /// <summary>Position of that chunk.</summary>
    public long At { get; set; }
}
