using WireProxy.Audit.Records;

namespace WireProxy.Audit.Ledger;

/// <summary>What the frames so far say besides recordings: where the ledger is, who is held, what retention took.</summary>
internal sealed class LedgerState
{
    private readonly HashSet<SessionId> _held = [];
    private readonly List<DaysErased> _erased = [];
    private readonly List<SessionMarked> _shredded = [];
    private readonly Dictionary<DateOnly, ClosedCatalog> _closedCatalogs = [];

    /// <summary>The last frame.</summary>
    public LedgerPosition End { get; private set; }

    /// <summary>The day that is open; null before the first.</summary>
    public DateOnly? Day { get; private set; }

    /// <summary>The last frame with a signature, if it is of this day.</summary>
    public SignedHead? LastHead { get; private set; }

    public IReadOnlySet<SessionId> Held => _held;

    public IReadOnlyList<DaysErased> Erased => _erased;

    /// <summary>Sessions that are shredded since the day began.</summary>
    public IReadOnlyList<SessionMarked> Shredded => _shredded;

    /// <summary>The file of a day's catalog, when nobody wrote it since; null when that is not known.</summary>
    public ClosedCatalog? FindClosed(DateOnly day) => _closedCatalogs.GetValueOrDefault(day);

    public void Apply(LedgerFrame frame)
    {
        End = new LedgerPosition(frame.Position, frame.Header.Link);
        ReadOnlySpan<byte> payload = frame.Payload.Span;
        switch (frame.Kind)
        {
            case FrameKind.DayOpened when LedgerPayload.ReadDay(payload) is { } opened:
                Open(opened);
                break;
            case FrameKind.Started when Day is { } day:
                _closedCatalogs.Remove(day);
                break;
            case FrameKind.Head:
                LastHead = SignedHead.Read(payload) ?? LastHead;
                break;
            case FrameKind.CatalogClosed when LedgerPayload.ReadCatalogClosed(payload) is { } closed:
                Close(closed, frame.Position);
                break;
            case FrameKind.Erased when LedgerPayload.ReadErased(payload) is { } erased:
                Erase(erased);
                break;
            case FrameKind.Shredded when LedgerPayload.ReadMarked(payload) is { } marked:
                Shred(marked);
                break;
            case FrameKind.Held when TryReadSession(payload, out SessionId session):
                _held.Add(session);
                break;
            case FrameKind.Released when TryReadSession(payload, out SessionId session):
                _held.Remove(session);
                break;
        }
    }

    /// <summary>What retention left of a day, or that it took it; null when it did not touch it.</summary>
    public DaysErased? FindErased(DateOnly day)
    {
        string text = LedgerPayload.Text(day);
        return _erased.Find(erased => string.CompareOrdinal(erased.FirstDay, text) <= 0 && string.CompareOrdinal(text, erased.LastDay) <= 0);
    }

    /// <summary>Retention took something of this day or a later one.</summary>
    public bool HasErasedSince(DateOnly day)
    {
        string text = LedgerPayload.Text(day);
        return _erased.Exists(erased => string.CompareOrdinal(erased.LastDay, text) >= 0);
    }

    private void Close(CatalogClosed closed, long position)
    {
        if (LedgerPayload.TryParseDay(closed.Day, out DateOnly day) && Digest.TryParse(closed.Sha256, out Digest hash))
            _closedCatalogs[day] = new ClosedCatalog(hash, position);
    }

    private void Open(DayOpened opened)
    {
        Day = LedgerPayload.TryParseDay(opened.Day, out DateOnly day) ? day : Day;
        _held.Clear();
        foreach (string text in opened.Held)
        {
            if (SessionId.TryParse(text, out SessionId session))
                _held.Add(session);
        }
        _erased.Clear();
        _erased.AddRange(opened.Erased);
        _shredded.Clear();
    }

    private void Shred(SessionMarked marked)
    {
        _shredded.Add(marked);
        foreach (string text in marked.Days ?? [])
        {
            if (LedgerPayload.TryParseDay(text, out DateOnly changed))
                _closedCatalogs.Remove(changed);
        }
    }

    // Days that went one after the other are one stretch: the list stays short however long the proxy runs.
    private void Erase(DaysErased erased)
    {
        if (erased.Kept.Count > 0 && LedgerPayload.TryParseDay(erased.FirstDay, out DateOnly changed))
            _closedCatalogs.Remove(changed);
        _erased.RemoveAll(known => known.First >= erased.First && known.Last <= erased.Last);
        int before = erased.Kept.Count > 0 ? -1 : _erased.FindIndex(known => known.Kept.Count == 0 && known.Last + 1 == erased.First);
        if (before >= 0)
        {
            DaysErased known = _erased[before];
            erased = known with { LastDay = erased.LastDay, Last = erased.Last, Link = erased.Link, Reason = erased.Reason };
            _erased.RemoveAt(before);
        }
        int after = erased.Kept.Count > 0 ? -1 : _erased.FindIndex(known => known.Kept.Count == 0 && erased.Last + 1 == known.First);
        if (after >= 0)
        {
            DaysErased known = _erased[after];
            erased = erased with { LastDay = known.LastDay, Last = known.Last, Link = known.Link };
            _erased.RemoveAt(after);
        }
        _erased.Add(erased);
        _erased.Sort((left, right) => left.First.CompareTo(right.First));
    }

    private static bool TryReadSession(ReadOnlySpan<byte> payload, out SessionId session)
    {
        session = default;
        return LedgerPayload.ReadMarked(payload) is { } marked && SessionId.TryParse(marked.Session, out session);
    }
}

/// <summary>What a closed catalog's file hashes to, and the frame that says so.</summary>
internal sealed record ClosedCatalog(Digest Hash, long Position);
