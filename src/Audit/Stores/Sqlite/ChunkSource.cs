using WireProxy.Audit.Ledger;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;

namespace WireProxy.Audit.Stores.Sqlite;

/// <summary>Reads one session's chunks out of the ledger files, by the places that the catalogs give.</summary>
internal sealed class ChunkSource(string folder, SessionId session, ChunkParts parts)
{
    private long _last;

    /// <summary>The next chunks of a day; empty when there are no more of it.</summary>
    public List<ChunkRow> NextPage(DateOnly day)
    {
        using DayCatalog catalog = DayCatalog.Open(folder, day);
        List<ChunkRow> page = catalog.ListChunks(session, _last);
        if (page.Count > 0)
            _last = page[^1].Ordinal;
        return page;
    }

    /// <exception cref="AuditIntegrityException">There is no such chunk at that place.</exception>
    public SealedChunk Read(DateOnly day, ChunkRow row)
    {
        using var frames = new LedgerScanner(DayFiles.Ledger(folder, day)) { Offset = row.PayloadAt - FrameHeader.Size };
        if (row.PayloadAt < LedgerFile.HeaderSize + FrameHeader.Size || !frames.TryRead(out FrameHeader header)
            || header.Kind != FrameKind.Chunk || header.Position != row.Position)
            throw new AuditIntegrityException($"chunk {row.Ordinal} of session {session} is not where the catalog says");
        byte[] bytes = parts == ChunkParts.Whole ? frames.ReadPayload(header) : ReadWithoutRecords(frames, header, row.PayloadAt);
        if (!bytes.AsSpan().ContainsAnyExcept((byte)0))
            throw new AuditErasedException(session);
        return new SealedChunk(session, row.Ordinal, row.FirstSequence, row.LastSequence, header.PayloadHash, bytes);
    }

    private static byte[] ReadWithoutRecords(LedgerScanner frames, FrameHeader frame, long at)
    {
        if (frame.PayloadLength < ChunkHeader.Size)
            return [];
        byte[] start = frames.ReadAt(at, ChunkHeader.Size);
        if (!start.AsSpan().ContainsAnyExcept((byte)0))
            return start;
        ChunkHeader header = ChunkHeader.Read(start);
        if (header.ChunkLength != frame.PayloadLength)
            throw new AuditIntegrityException($"chunk {header.Ordinal} of session {header.Session} has the wrong length");
        return [.. start, .. frames.ReadAt(at + ChunkHeader.Size + header.RecordsLength, header.EntryLength + header.OutcomesLength)];
    }
}
