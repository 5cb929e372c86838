using WireProxy.Audit.Ledger;
using WireProxy.Audit.Records;

namespace WireProxy.Audit.Stores.Sqlite;

/// <summary>Where a day begins and ends in the ledger.</summary>
internal static class DaySummary
{
    public static StoredDay Read(string folder, DateOnly day)
    {
        using var frames = new LedgerScanner(DayFiles.Ledger(folder, day));
        LedgerPosition before = frames.TryRead(out FrameHeader first) ? new LedgerPosition(first.Position - 1, Previous(frames, first)) : default;
        return new StoredDay(day, before, frames.Length + CatalogBytes(folder, day));
    }

    /// <summary>The file ends with a whole frame.</summary>
    public static bool IsWhole(string folder, DateOnly day)
    {
        using var frames = new LedgerScanner(DayFiles.Ledger(folder, day));
        FrameHeader last = default;
        while (frames.TryRead(out FrameHeader header))
            last = header;
        return frames.AtEnd && last.Position != 0 && Digest.Of(frames.ReadPayload(last)) == last.PayloadHash;
    }

    private static Digest Previous(LedgerScanner frames, FrameHeader header) =>
        LedgerPayload.ReadDay(frames.ReadPayload(header)) is { } opening && Digest.TryParse(opening.Previous, out Digest previous) ? previous : default;

    private static long CatalogBytes(string folder, DateOnly day)
    {
        var catalog = new FileInfo(DayFiles.Catalog(folder, day));
        return catalog.Exists ? catalog.Length : 0;
    }
}
