using WireProxy.Audit.Ledger;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;

namespace WireProxy.Audit.Stores.Sqlite;

/// <summary>What may be at the end of a day's ledger file.</summary>
internal enum LastDay
{
    /// <summary>The day is written: a crash may have cut off its last frames.</summary>
    MayBeTorn,

    /// <summary>A later day was begun after this one was whole on the disk.</summary>
    IsWhole,
}

/// <summary>Brings a day's catalog up to its ledger file, and finds where the file's last whole frame ends.</summary>
internal sealed class LedgerReplay(string ledger, CatalogSource source, LastDay last)
{
    private const int FramesAtATime = 64;

    /// <exception cref="AuditStoreException">The file is shorter than what the catalog knows of it.</exception>
    public LedgerExtent Run(CatalogWriter catalog)
    {
        using var frames = new LedgerScanner(ledger);
        LedgerExtent end = catalog.Applied.Bytes == 0 ? new LedgerExtent(default, LedgerFile.HeaderSize) : catalog.Applied;
        if (!frames.HasHeader())
            throw new AuditStoreException($"{ledger} is no audit ledger of this version");
        if (end.Bytes > frames.Length)
            throw new AuditStoreException($"{ledger} is shorter than its catalog knows it: it was cut off or replaced");
        List<FramePlace> found = [];
        LedgerExtent next = end;
        frames.Offset = end.Bytes;
        while (TryRead(frames, next.Position, catalog) is { } frame)
        {
            var place = new FramePlace(frame.Write, next.Bytes);
            found.Add(place);
            next = new LedgerExtent(new LedgerPosition(place.Header.Position, place.Header.Link), place.End);
            // A zeroed payload was erased if something follows it, and is what a torn write left if nothing does.
            if (frame.IsZeroed && last == LastDay.MayBeTorn)
                continue;
            end = next;
            if (found.Count >= FramesAtATime)
                Apply(catalog, found);
        }
        Apply(catalog, [.. found.Where(place => place.End <= end.Bytes)]);
        return end;
    }

    private (LedgerWrite Write, bool IsZeroed)? TryRead(LedgerScanner frames, LedgerPosition before, CatalogWriter catalog)
    {
        if (!frames.TryRead(out FrameHeader header))
            return null;
        byte[] payload = frames.ReadPayload(header);
        bool isZeroed = header.PayloadLength > 0 && !payload.AsSpan().ContainsAnyExcept((byte)0);
        if ((!isZeroed && Digest.Of(payload) != header.PayloadHash) || !Follows(header, payload, before))
            return null;
        var frame = new LedgerFrame(header, payload);
        if (isZeroed)
            return (new LedgerWrite(frame), isZeroed);
        if (source.NeedsKey(frame) is { } session && catalog.FindKey(session) is { } keyAt)
            source.Learn(frames.ReadAt(keyAt, Keys.WrappedKey.Size));
        return (new LedgerWrite(frame, source.Read(frame)), isZeroed);
    }

    private static bool Follows(FrameHeader header, byte[] payload, LedgerPosition before)
    {
        if (before.Position != 0)
            return header.Position == before.Position + 1 && header.Link == header.LinkAfter(before.Link);
        return header.Kind == FrameKind.DayOpened && LedgerPayload.ReadDay(payload) is { } day
            && Digest.TryParse(day.Previous, out Digest previous) && header.Link == header.LinkAfter(previous);
    }

    private static void Apply(CatalogWriter catalog, List<FramePlace> found)
    {
        catalog.Apply(found);
        found.Clear();
    }
}
