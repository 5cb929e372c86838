using LiteDB;
using WireProxy.Audit.Keys;
using WireProxy.Audit.Ledger;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.LiteDb;

/// <summary>Writes the frames of a batch that the store does not have, and what the catalog gets of them.</summary>
internal sealed class BatchWriter(StoreTables tables, LedgerBatch batch)
{
    /// <exception cref="AuditStoreException">The frames do not follow those that are there.</exception>
    public void Write()
    {
        LedgerRow ledger = LedgerRow.FindOrNew(tables, batch.Ledger);
        long last = ledger.LastPosition;
        LedgerWrite[] writes = [.. batch.Writes.Where(write => write.Frame.Position > last)];
        if (writes.Length == 0)
            return;
        long next = last == 0 ? writes[0].Frame.Position : last + 1;
        foreach (LedgerWrite write in writes)
        {
            if (write.Frame.Position != next++)
                throw new AuditStoreException($"frame {write.Frame.Position} does not follow frame {next - 2}");
        }
        WriteFrames([.. writes.Select(write => write.Frame)]);
        foreach (LedgerWrite write in writes.Where(write => write.Session is not null))
            WriteCatalog(write.Session!, write.Frame.Position);
        ledger.LastPosition = next - 1;
        if (writes.LastOrDefault(write => write.Frame.Kind == FrameKind.Head) is { } head)
            ledger.Head = head.Frame.Payload.ToArray();
        ledger.Save(tables);
    }

    private void WriteFrames(LedgerFrame[] frames)
    {
        var table = new FrameTable(tables.Frames);
        foreach (LedgerFrame frame in frames)
        {
            table.Insert(frame);
            if (frame.Kind is not (FrameKind.Chunk or FrameKind.SessionKey))
                tables.States.Insert(new BsonDocument { [TableRanges.Id] = frame.Position });
            if (frame.Kind != FrameKind.SessionKey || !WrappedKey.IsOne(frame.Payload.Span))
                continue;
            byte[] other = RowKey.Of(WrappedKey.Session(frame.Payload.Span), frame.Position);
            tables.Keys.Insert(new BsonDocument { [TableRanges.Id] = frame.Position, [StoreTables.Other] = other });
        }
        DayRow day = DayRow.Find(tables, batch.Day) ?? new DayRow(batch.Day, frames[0].Position, 0, 0);
        tables.Days.Upsert((day with { Last = frames[^1].Position, Bytes = day.Bytes + frames.Sum(frame => frame.Header.FrameSize) }).Write());
    }

    private void WriteCatalog(SessionWrite write, long position)
    {
        tables.Chunks.Insert(ChunkDocument.Write(write.Chunk, position));
        tables.Sessions.Upsert(SessionDocument.Write(batch.Day, write));
        foreach (StatementText text in write.Texts)
            WriteText(text, write.Session.Id);
    }

    private void WriteText(StatementText text, SessionId session)
    {
        byte[] use = RowKey.Of(batch.Day, text.Digest, session);
        if (tables.Uses.FindById(use) is not null)
            return;
        byte[] key = RowKey.Of(batch.Day, text.Digest);
        if (tables.Texts.FindById(key) is null)
            tables.Texts.Insert(new BsonDocument { [TableRanges.Id] = key, ["sql"] = text.Sql, ["kind"] = text.Kind });
        tables.Uses.Insert(new BsonDocument { [TableRanges.Id] = use, [StoreTables.Other] = RowKey.Of(session, batch.Day, text.Digest) });
    }
}
