using WireProxy.Audit.Ledger;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.Verification;

/// <summary>Verifies one ledger with its catalogs.</summary>
internal sealed class LedgerRun(
    ILedgerSource source, LedgerId ledger, VerifyRequest request, FindingLog log, SignatureMemory signatures, ByteCount progress)
{
    private readonly HashSet<DateOnly> _badDays = [];
    private readonly List<string> _notes = [];

    public async Task<VerifyReport> RunAsync(CancellationToken cancellationToken)
    {
        var heads = new HeadCheck(ledger, await source.ReadHeadsAsync(ledger, cancellationToken), request, log, signatures);
        var check = new LedgerCheck(ledger, source, log, heads);
        IReadOnlyList<DateOnly> days = await source.ListDaysAsync(ledger, cancellationToken);
        foreach (DateOnly day in days)
            await ReadDayAsync(day, check, day == days[^1] ? source.Activity : StoreActivity.AtRest, cancellationToken);
        heads.Finish(check.LastPosition);
        // In a store that is not signed there is nothing better than the chain itself.
        long counted = heads.IsSigned ? heads.SignedPosition : long.MaxValue;
        check.Finish(counted);
        if (request.Session is null)
        {
            foreach (DateOnly day in days.Where(day => !_badDays.Contains(day)))
                await CheckCatalogAsync(day, check, counted, cancellationToken);
        }
        Note(heads, check);
        return new VerifyReport
        {
            Findings = [],
            Frames = check.Frames,
            Chunks = check.Sessions.Chunks,
            Sessions = check.Sessions.Sessions,
            Shredded = check.Erasures.Shredded,
            ErasedDays = check.State.Erased.Sum(CountDays),
            SignedFrames = heads.SignedPosition,
            Notes = _notes,
        };
    }

    private async Task ReadDayAsync(DateOnly day, LedgerCheck check, StoreActivity activity, CancellationToken cancellationToken)
    {
        int before = log.Findings.Count;
        await foreach (FramePage page in source.ReadAsync(ledger, day, cancellationToken))
        {
            Digest?[] hashes = await Task.Run(() => Hash(page.Frames), cancellationToken);
            for (int at = 0; at < hashes.Length; at++)
            {
                LocatedFrame frame = page.Frames[at];
                if (frame.State == FrameState.Unreadable && activity == StoreActivity.BeingWritten)
                    _notes.Add($"the proxy is writing: what follows frame {check.LastPosition} was not read");
                else
                    await check.MeetAsync(frame, hashes[at], at + 1 < hashes.Length ? page.Frames[at + 1].Header.Position : null, cancellationToken);
            }
            progress.Add(page.Bytes);
        }
        if (log.Findings.Count > before)
            _badDays.Add(day);
    }

    private Digest?[] Hash(IReadOnlyList<LocatedFrame> frames)
    {
        var hashes = new Digest?[frames.Count];
        Parallel.For(0, frames.Count, at =>
        {
            if (frames[at].State is FrameState.Whole or FrameState.BadPadding && IsMeant(frames[at]))
                hashes[at] = Digest.Of(frames[at].Payload.Span);
        });
        return hashes;
    }

    // Of other sessions' chunks only the links are followed, when one session is asked for.
    private bool IsMeant(LocatedFrame frame)
    {
        if (request.Session is not { } session || frame.Header.Kind != FrameKind.Chunk)
            return true;
        ReadOnlySpan<byte> payload = frame.Payload.Span;
        return payload.Length < ChunkHeader.Size || !payload.ContainsAnyExcept((byte)0) || ChunkHeader.SessionOf(payload) == session;
    }

    private async Task CheckCatalogAsync(DateOnly day, LedgerCheck check, long counted, CancellationToken cancellationToken)
    {
        ClosedCatalog? closed = check.State.FindClosed(day) is { } said && said.Position <= counted ? said : null;
        if (closed is not null && await source.HashCatalogAsync(ledger, day, cancellationToken) == closed.Hash)
            return;
        await using ICatalogRows? rows = await OpenAsync(day, cancellationToken);
        if (rows is null)
            return;
        var expected = new CatalogExpectation();
        bool IsShredded(SessionId session) => check.Erasures.IsShredded(session, day, counted);
        long last = 0, behind = 0;
        bool fits = true;
        await foreach (FramePage page in source.ReadAsync(ledger, day, cancellationToken))
        {
            foreach (LocatedFrame frame in page.Frames.Where(frame => frame.State == FrameState.Whole))
            {
                last = frame.Header.Position;
                if (last <= rows.Applied)
                    expected.Add(frame, IsShredded);
                else if (frame.Header.Kind == FrameKind.Chunk)
                    behind = last;
                fits &= last != rows.Applied || rows.EndsWith(frame);
            }
        }
        if (rows.Applied > last)
        {
            log.Add(new Finding(FindingKind.CutOff, $"the catalog knows frame {rows.Applied}, but the day's ledger ends at frame {last}") { Day = day });
            return;
        }
        if (behind > 0 && closed is null)
            _notes.Add($"the catalog of {LedgerPayload.Text(day)} ends at frame {rows.Applied}, its ledger at {behind}: the next start makes up for it");
        else if (behind > 0)
            log.Add(new Finding(FindingKind.Catalog, $"the catalog ends at frame {rows.Applied}, its ledger at {behind}") { Day = day });
        if (await new CatalogCheck(day, expected).FindDifferenceAsync(rows, cancellationToken) is { } difference)
            log.Add(difference);
        else if (!fits)
            log.Add(new Finding(FindingKind.Catalog, $"the catalog was made from another frame {rows.Applied} than the ledger has") { Day = day });
        else if (closed is not null)
            log.Add(new Finding(FindingKind.Catalog, "the catalog's file was changed, though no row of it") { Day = day });
    }

    private async Task<ICatalogRows?> OpenAsync(DateOnly day, CancellationToken cancellationToken)
    {
        try
        {
            ICatalogRows? rows = await source.OpenCatalogAsync(ledger, day, cancellationToken);
            if (rows is null)
                log.Add(new Finding(FindingKind.Catalog, "the day has no catalog") { Day = day });
            return rows;
        }
        catch (AuditStoreException unreadable)
        {
            log.Add(new Finding(FindingKind.Catalog, $"the catalog can not be read: {unreadable.Message}") { Day = day });
            return null;
        }
    }

    private void Note(HeadCheck heads, LedgerCheck check)
    {
        if (!heads.IsSigned)
            _notes.Add("the store is not signed: who can write it can write all of it anew");
        else if (request.PublicKeys.Count == 0)
            _notes.Add("no public key was given: the signatures were compared with the store's own first key");
        if (heads.IsSigned && check.LastPosition > heads.SignedPosition + 1)
            _notes.Add($"frames {heads.SignedPosition + 2} to {check.LastPosition} are not signed yet");
        if (!check.Sessions.HasEncrypted)
            _notes.Add("nothing in the store is encrypted");
    }

    private static int CountDays(DaysErased erased) =>
        erased.Kept.Count == 0 && LedgerPayload.TryParseDay(erased.FirstDay, out DateOnly first) && LedgerPayload.TryParseDay(erased.LastDay, out DateOnly last)
            ? last.DayNumber - first.DayNumber + 1
            : 0;
}
