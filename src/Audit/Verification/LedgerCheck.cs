using WireProxy.Audit.Keys;
using WireProxy.Audit.Ledger;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;

namespace WireProxy.Audit.Verification;

/// <summary>Follows one ledger frame by frame. Whom a finding concerns is asked of the catalog, because the frame itself can lie.</summary>
internal sealed class LedgerCheck(LedgerId ledger, ILedgerSource source, FindingLog log, HeadCheck heads)
{
    private readonly SessionCheck _sessions = new(log);
    private readonly ErasureCheck _erasures = new(log);
    private LedgerPosition _end;
    private Trust _trust;

    public LedgerState State { get; } = new();

    public SessionCheck Sessions => _sessions;

    public ErasureCheck Erasures => _erasures;

    public long Frames { get; private set; }

    /// <summary>Position of the last frame that was read.</summary>
    public long LastPosition => _end.Position;

    /// <param name="frame">The next frame as it stands.</param>
    /// <param name="payloadHash">The hash of its payload; null where it was not computed.</param>
    /// <param name="next">The position of the frame that stands behind it; null where that is not known.</param>
    public async Task MeetAsync(LocatedFrame frame, Digest? payloadHash, long? next, CancellationToken cancellationToken)
    {
        if (frame.State is FrameState.Unreadable or FrameState.BadBeginning)
        {
            await LoseAsync(frame, cancellationToken);
            return;
        }
        Frames++;
        if (frame.State == FrameState.BadPadding)
            log.Add(await BlameAsync(FindingKind.Changed, "the padding of a frame was changed", frame, frame.Header.Position, cancellationToken));
        LedgerPosition before = await BeforeAsync(frame, next, cancellationToken);
        _end = new LedgerPosition(frame.Header.Position, frame.Header.Link);
        heads.Meet(frame.Header.Position, frame.Header.Link);
        if (payloadHash is { } hash && hash != frame.Header.PayloadHash)
            await MeetChangedAsync(frame, cancellationToken);
        else
            MeetContent(frame, before);
    }

    /// <summary>All frames were read.</summary>
    public void Finish(long signedPosition) => _erasures.Finish(State, signedPosition, _sessions.OwnerOfErasedKey);

    private async Task LoseAsync(LocatedFrame frame, CancellationToken cancellationToken)
    {
        string message = frame.State == FrameState.BadBeginning
            ? "the file does not begin as a ledger does"
            : $"frame {_end.Position + 1} can not be read, nor what follows it in its file";
        log.Add(await BlameAsync(FindingKind.Changed, message, frame, _end.Position + 1, cancellationToken));
        _trust = Trust.Lost;
        _sessions.LoseTrack();
    }

    // Where the chain stands before this frame. After one frame out of place the day's order says nothing any more.
    private async Task<LedgerPosition> BeforeAsync(LocatedFrame frame, long? next, CancellationToken cancellationToken)
    {
        FrameHeader header = frame.Header;
        if (header.Kind == FrameKind.DayOpened && LedgerPayload.ReadDay(frame.Payload.Span) is { } opened)
            return Open(frame, opened);
        if (_trust == Trust.Lost)
            return _end;
        if (header.Position != _end.Position + 1)
        {
            log.Add(await OutOfPlaceAsync(frame, _end.Position + 1, next, cancellationToken));
            _trust = Trust.Lost;
        }
        else if (header.LinkAfter(_end.Link) != header.Link)
        {
            log.Add(await BlameAsync(FindingKind.Changed, $"frame {header.Position} does not follow the one before", frame, header.Position, cancellationToken));
            _trust = Trust.Lost;
        }
        return _end;
    }

    // A frame that comes too early was put there when the right one follows it; else those before it are gone.
    private async Task<Finding> OutOfPlaceAsync(LocatedFrame frame, long expected, long? next, CancellationToken cancellationToken)
    {
        long position = frame.Header.Position;
        if (position < expected || next == expected)
            return new Finding(FindingKind.Inserted, $"frame {position} stands where frame {expected} must")
            {
                Day = frame.Day,
                Offset = frame.Offset,
                Position = position,
                Session = OwnerOf(frame),
            };
        Finding missing = await BlameAsync(FindingKind.Missing, $"frame {expected} is missing", frame, expected, cancellationToken);
        return next is null ? missing with { Session = null } : missing;
    }

    private LedgerPosition Open(LocatedFrame frame, DayOpened opened)
    {
        FrameHeader header = frame.Header;
        bool isDigest = Digest.TryParse(opened.Previous, out Digest previous);
        var before = new LedgerPosition(header.Position - 1, previous);
        bool fits = isDigest && opened.Ledger == ledger.ToString() && opened.Day == LedgerPayload.Text(frame.Day)
            && header.LinkAfter(previous) == header.Link && frame.Offset == source.FirstOffset;
        if (!fits)
            log.Add(new Finding(FindingKind.Changed, "a day begins with something else than its opening") { Day = frame.Day, Offset = frame.Offset, Position = header.Position });
        else if (_trust == Trust.Kept && before != _end)
            Jump(before, frame.Day);
        _trust = fits ? Trust.Kept : Trust.Lost;
        return before;
    }

    private void Jump(LedgerPosition before, DateOnly day)
    {
        if (before.Position > _end.Position)
            _erasures.MeetGap(_end, before, day);
        else
            log.Add(new Finding(FindingKind.Inserted, $"the day does not continue the one before, which ends at frame {_end.Position}") { Day = day, Position = before.Position + 1 });
        _sessions.LoseTrack();
    }

    private async Task MeetChangedAsync(LocatedFrame frame, CancellationToken cancellationToken)
    {
        FrameHeader header = frame.Header;
        bool isZeroed = header.Kind is FrameKind.Chunk or FrameKind.SessionKey && !frame.Payload.Span.ContainsAnyExcept((byte)0);
        SessionId? session = await source.FindSessionAsync(ledger, frame.Day, header.Position, frame.Offset, cancellationToken);
        if (isZeroed)
        {
            if (header.Kind == FrameKind.SessionKey)
                _sessions.MeetErasedKey(header.PayloadHash);
            else
                _sessions.LoseTrack(session);
            _erasures.MeetZeroed(frame, session);
            return;
        }
        var finding = new Finding(FindingKind.Changed, $"frame {header.Position} was changed")
        {
            Day = frame.Day,
            Offset = frame.Offset,
            Position = header.Position,
            Session = session,
        };
        log.Add(header.Kind == FrameKind.Chunk ? ChangedChunk.Describe(finding, frame.Payload.Span) : finding);
        _sessions.LoseTrack(session);
    }

    private void MeetContent(LocatedFrame frame, LedgerPosition before)
    {
        ReadOnlySpan<byte> payload = frame.Payload.Span;
        State.Apply(new LedgerFrame(frame.Header, frame.Header.Kind is FrameKind.Chunk or FrameKind.SessionKey ? default : frame.Payload));
        switch (frame.Header.Kind)
        {
            case FrameKind.Chunk:
                _sessions.MeetChunk(frame);
                break;
            case FrameKind.SessionKey when WrappedKey.IsOne(payload):
                _sessions.MeetKey(frame, WrappedKey.Session(payload));
                break;
            case FrameKind.Head when _trust == Trust.Kept:
                heads.MeetFrame(frame, before);
                break;
            case FrameKind.Shredded when LedgerPayload.ReadMarked(payload) is { } marked:
                _erasures.MeetShredded(marked, frame.Header.Position);
                break;
            case FrameKind.Erased when LedgerPayload.ReadErased(payload) is { } erased:
                _erasures.MeetErased(erased, frame.Header.Position);
                break;
        }
    }

    private async Task<Finding> BlameAsync(FindingKind kind, string message, LocatedFrame frame, long position, CancellationToken cancellationToken) =>
        new(kind, message)
        {
            Day = frame.Day,
            Offset = frame.Offset,
            Position = position,
            Session = await source.FindSessionAsync(ledger, frame.Day, position, frame.Offset, cancellationToken),
        };

    // As the frame itself says: one that is whole and only in the wrong place is as true as it was in its own.
    private static SessionId? OwnerOf(LocatedFrame frame) => frame.Header.Kind switch
    {
        FrameKind.Chunk when frame.Payload.Length >= ChunkHeader.Size => ChunkHeader.SessionOf(frame.Payload.Span),
        FrameKind.SessionKey when WrappedKey.IsOne(frame.Payload.Span) => WrappedKey.Session(frame.Payload.Span),
        _ => null,
    };

    private enum Trust
    {
        Kept,
        Lost,
    }
}
