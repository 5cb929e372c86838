using LiteDB;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;

namespace WireProxy.Audit.LiteDb;

/// <summary>
/// What must be done to destroy recordings. LiteDB fills what it deletes with zeros, and the log is emptied behind it; frames
/// that stay keep their header, so that the chain over them still holds.
/// </summary>
internal static class Erasure
{
    // Each with a payload of up to a quarter of a megabyte.
    private const int FramesAtOnce = 64;

    /// <summary>All of a day.</summary>
    public static IReadOnlyList<Sweep> OfDay(StoreTables tables, DateOnly day)
    {
        if (DayRow.Find(tables, day) is not { } row)
            return [];
        return
        [
            Sweep.Of(all => all.Uses, TableRanges.Id, RowKey.Of(day), (all, use) => all.Uses.Delete(use[TableRanges.Id])),
            Sweep.Of(all => all.Texts, TableRanges.Id, RowKey.Of(day), (all, text) => all.Texts.Delete(text[TableRanges.Id])),
            Sweep.Of(all => all.Sessions, TableRanges.Id, RowKey.Of(day), (all, session) => all.Sessions.Delete(session[TableRanges.Id])),
            Sweep.Of(all => all.Keys, row.First, row.Last, (all, key) => all.Keys.Delete(key[TableRanges.Id])),
            Sweep.Of(all => all.Chunks, row.First, row.Last, (all, chunk) => all.Chunks.Delete(chunk[TableRanges.Id])),
            Sweep.Of(all => all.States, row.First, row.Last, (all, state) => all.States.Delete(state[TableRanges.Id])),
            Frames(all => all.Frames, FrameTable.First(row.First), FrameTable.Last(row.Last), (all, frame) => all.Frames.Delete(frame[TableRanges.Id])),
            // Last: as long as it is there, the next start finds the day and tries again.
            Sweep.Of(all => all.Days, day.DayNumber, day.DayNumber, (all, gone) => all.Days.Delete(gone[TableRanges.Id])),
        ];
    }

    /// <summary>Of a day what is not these sessions'.</summary>
    public static IReadOnlyList<Sweep> OfDayBut(StoreTables tables, DateOnly day, IReadOnlySet<SessionId> kept)
    {
        if (DayRow.Find(tables, day) is not { } row)
            return [];
        return
        [
            Frames(all => all.Chunks, row.First, row.Last, Unless(kept, FrameOwner, (all, chunk) => RemoveWithFrame(all, all.Chunks, chunk))),
            Frames(all => all.Keys, row.First, row.Last, Unless(kept, FrameOwner, (all, key) => RemoveWithFrame(all, all.Keys, key))),
            Sweep.Of(all => all.Sessions, TableRanges.Id, RowKey.Of(day), Unless(
                kept, SessionDocument.SessionOf, (all, session) => all.Sessions.Delete(session[TableRanges.Id]))),
            Sweep.Of(all => all.Uses, TableRanges.Id, RowKey.Of(day), Unless(
                kept, use => RowKey.SessionAt(use[StoreTables.Other], 0), RemoveUse)),
        ];
    }

    /// <summary>A session's key; its chunks, too, where they are readable without one; and its texts.</summary>
    public static IReadOnlyList<Sweep> OfSession(SessionId session) =>
    [
        Sweep.Of(all => all.Keys, StoreTables.Other, RowKey.Of(session), (all, key) => RemoveWithFrame(all, all.Keys, key)),
        Sweep.Of(all => all.Uses, StoreTables.Other, RowKey.Of(session), RemoveUse),
        Sweep.Of(all => all.Chunks, StoreTables.Other, RowKey.Of(session), ZeroIfReadable, FramesAtOnce),
    ];

    private static Sweep Frames(
        Func<StoreTables, ILiteCollection<BsonDocument>> table, BsonValue first, BsonValue last, Action<StoreTables, BsonDocument> act) =>
        Sweep.Of(table, first, last, act, FramesAtOnce);

    private static Action<StoreTables, BsonDocument> Unless(
        IReadOnlySet<SessionId> kept, Func<BsonDocument, SessionId> owner, Action<StoreTables, BsonDocument> act) => (all, row) =>
        {
            if (!kept.Contains(owner(row)))
                act(all, row);
        };

    private static SessionId FrameOwner(BsonDocument row) => RowKey.SessionAt(row[StoreTables.Other], 0);

    private static void RemoveWithFrame(StoreTables all, ILiteCollection<BsonDocument> table, BsonDocument row)
    {
        new FrameTable(all.Frames).Zero(row[TableRanges.Id].AsInt64);
        table.Delete(row[TableRanges.Id]);
    }

    private static void RemoveUse(StoreTables all, BsonDocument use)
    {
        all.Uses.Delete(use[TableRanges.Id]);
        byte[] text = use[TableRanges.Id].AsBinary[..(sizeof(int) + Digest.Size)];
        if (!all.Uses.HasAnyWith(TableRanges.Id, text))
            all.Texts.Delete(text);
    }

    private static void ZeroIfReadable(StoreTables all, BsonDocument row)
    {
        var frames = new FrameTable(all.Frames);
        long position = row[TableRanges.Id].AsInt64;
        bool isReadable = frames.Find(position) is { } frame && frame.Payload.Span.ContainsAnyExcept((byte)0)
            && ChunkHeader.Read(frame.Payload.Span).Sealing != ChunkSealing.AesGcm;
        if (isReadable)
            frames.Zero(position);
    }
}
