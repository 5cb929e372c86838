using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.Verification;

/// <summary>Follows the chains of sessions through the ledger: each chunk continues the one before, its records are whole and in order.</summary>
internal sealed class SessionCheck(FindingLog log)
{
    private readonly Dictionary<SessionId, Progress> _open = [];
    private readonly Dictionary<SessionId, Digest> _keys = [];
    private readonly Dictionary<Digest, SessionId?> _erasedKeys = [];
    private readonly HashSet<SessionId> _lost = [];

    public long Chunks { get; private set; }

    /// <summary>Sessions that began, or whose first chunk that is left was seen.</summary>
    public long Sessions { get; private set; }

    /// <summary>Some chunk is encrypted, or there is none.</summary>
    public bool HasEncrypted { get; private set; } = true;

    /// <summary>Frames before the first that is there were taken by retention: sessions may begin with a later chunk.</summary>
    public ChainStart Start { get; set; }

    public void MeetKey(LocatedFrame frame, SessionId session) => _keys[session] = frame.Header.PayloadHash;

    /// <summary>A key frame that was zeroed: the chunks tell whose it was.</summary>
    public void MeetErasedKey(Digest hash) => _erasedKeys.TryAdd(hash, null);

    /// <summary>The session of an erased key, as its chunks say.</summary>
    public SessionId? OwnerOfErasedKey(Digest hash) => _erasedKeys.GetValueOrDefault(hash);

    public void MeetChunk(LocatedFrame frame)
    {
        HasEncrypted = Chunks++ > 0 && HasEncrypted;
        ChunkContent content;
        SessionEntry entry;
        try
        {
            content = new ChunkContent(frame.Payload.Span);
            (entry, _) = content.ReadEntry();
        }
        catch (AuditIntegrityException damage)
        {
            log.Add(new Finding(FindingKind.Changed, damage.Message) { Day = frame.Day, Offset = frame.Offset, Position = frame.Header.Position });
            return;
        }
        ChunkHeader header = content.Header;
        HasEncrypted |= header.Sealing == ChunkSealing.AesGcm;
        CheckChain(frame, header);
        CheckKey(frame, header);
        if (header.Sealing == ChunkSealing.Hashed)
            CheckRecords(frame, header, content.StoredRecords);
        if (entry.EndedAt is not null)
            Forget(header);
    }

    /// <summary>After something that could not be read, a session's next chunk need not be the one after its last.</summary>
    public void LoseTrack()
    {
        _open.Clear();
        Start = ChainStart.WhereRetentionLeftOff;
    }

    /// <summary>A chunk of this session could not be read.</summary>
    public void LoseTrack(SessionId? session)
    {
        if (session is { } known)
        {
            _open.Remove(known);
            _lost.Add(known);
        }
        else
        {
            LoseTrack();
        }
    }

    private void CheckChain(LocatedFrame frame, ChunkHeader header)
    {
        bool isKnown = _open.TryGetValue(header.Session, out Progress before);
        if (!isKnown)
            Sessions++;
        bool follows = isKnown
            ? header.Ordinal == before.Ordinal + 1 && header.Previous == before.Hash && header.FirstSequence > before.LastSequence
            : Start == ChainStart.WhereRetentionLeftOff || _lost.Contains(header.Session) || (header.Ordinal == 1 && header.Previous == default);
        if (!follows)
            log.Add(Found(FindingKind.Missing, $"chunk {header.Ordinal} of session {header.Session} does not continue its chunk {before.Ordinal}", frame, header));
        _open[header.Session] = new Progress(header.Ordinal, header.LastSequence, frame.Header.PayloadHash);
    }

    private void CheckKey(LocatedFrame frame, ChunkHeader header)
    {
        if (header.Sealing != ChunkSealing.AesGcm)
            return;
        if (_erasedKeys.ContainsKey(header.KeyHash))
            _erasedKeys[header.KeyHash] = header.Session;
        if (_keys.TryGetValue(header.Session, out Digest known) && known != header.KeyHash)
            log.Add(Found(FindingKind.Changed, $"the key of session {header.Session} is not the one that sealed its chunk {header.Ordinal}", frame, header));
    }

    private void CheckRecords(LocatedFrame frame, ChunkHeader header, ReadOnlySpan<byte> bytes)
    {
        var records = new RecordReader(bytes);
        long sequence = header.FirstSequence - 1;
        int count = 0;
        while (records.TryRead(out AuditRecord record) && record.Header.Session == header.Session && record.Header.Sequence > sequence)
        {
            sequence = record.Header.Sequence;
            count++;
        }
        if (!records.AtEnd || count != header.Records || sequence != header.LastSequence)
            log.Add(Found(FindingKind.Changed, $"record {sequence + 1} of session {header.Session} is damaged", frame, header) with { Record = sequence + 1 });
    }

    private void Forget(ChunkHeader header)
    {
        _open.Remove(header.Session);
        _keys.Remove(header.Session);
    }

    private static Finding Found(FindingKind kind, string message, LocatedFrame frame, ChunkHeader header) => new(kind, message)
    {
        Day = frame.Day,
        Offset = frame.Offset,
        Position = frame.Header.Position,
        Session = header.Session,
        Chunk = header.Ordinal,
    };

    private readonly record struct Progress(long Ordinal, long LastSequence, Digest Hash);
}
