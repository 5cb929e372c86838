using System.Runtime.CompilerServices;
using LiteDB;
using WireProxy.Audit.Keys;
using WireProxy.Audit.Ledger;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.LiteDb;

/// <summary>
/// The store of one proxy in one LiteDB file. Frames and catalog change in one transaction, so neither is ever behind the
/// other. Nobody else can open the file meanwhile.
/// </summary>
internal sealed class LiteDbAuditStore(StoreFile file) : IAuditStore
{
    // Of up to some hundred kilobytes each.
    private const int ChunksAtATime = 16;

    public Task WriteAsync(LedgerBatch batch, CancellationToken cancellationToken) =>
        file.WriteAsync(tables => new BatchWriter(tables, batch).Write(), cancellationToken);

    public Task WriteKeychainAsync(LedgerId ledger, ReadOnlyMemory<byte> entry, CancellationToken cancellationToken) => file.WriteAsync(
        tables =>
        {
            LedgerRow row = LedgerRow.FindOrNew(tables, ledger);
            row.Keychain = [.. row.Keychain, .. entry.Span];
            row.Save(tables);
        },
        cancellationToken);

    public Task<LedgerId?> FindOwnerAsync(CancellationToken cancellationToken) => file.ReadAsync(tables => LedgerRow.Find(tables)?.Id, cancellationToken);

    public Task<IReadOnlyList<LedgerFrame>> ReadStateAsync(LedgerId ledger, CancellationToken cancellationToken) =>
        file.ReadAsync<IReadOnlyList<LedgerFrame>>(ReadState, cancellationToken);

    public Task<StoredHeads> ReadHeadsAsync(LedgerId ledger, CancellationToken cancellationToken) => file.ReadAsync(
        tables => LedgerRow.Find(tables) is { } row ? new StoredHeads(row.Keychain, row.Head) : new StoredHeads(default, default), cancellationToken);

    public Task<StoredPosition?> FindPositionAsync(SessionId session, CancellationToken cancellationToken) =>
        file.ReadAsync(tables => FindLatest(tables, session) is { } row ? SessionDocument.ReadPosition(row) : null, cancellationToken);

    public Task<ReadOnlyMemory<byte>?> FindKeyAsync(SessionId session, CancellationToken cancellationToken) => file.ReadAsync(
        tables =>
        {
            var frames = new FrameTable(tables.Frames);
            List<BsonDocument> keys = [.. tables.Keys.StartingWith(StoreTables.Other, RowKey.Of(session))];
            return keys.AsEnumerable().Reverse()
                .Select(key => frames.Find(key[TableRanges.Id].AsInt64)?.Payload)
                .FirstOrDefault(payload => payload is { } wrapped && WrappedKey.IsOne(wrapped.Span));
        },
        cancellationToken);

    public Task<IReadOnlyList<SessionId>> ListUnendedAsync(LedgerId ledger, CancellationToken cancellationToken) => file.ReadAsync<IReadOnlyList<SessionId>>(
        tables =>
        {
            List<BsonDocument> rows = [.. tables.FindUnended()];
            return [.. rows.Where(row => FindLatest(tables, SessionDocument.SessionOf(row))?[TableRanges.Id] == row[TableRanges.Id]).Select(SessionDocument.SessionOf)];
        },
        cancellationToken);

    public Task<IReadOnlyList<SessionEntry>> ListSessionsAsync(SessionQuery query, CancellationToken cancellationToken) =>
        file.ReadAsync<IReadOnlyList<SessionEntry>>(tables => new SessionSearch(tables, query).Find(), cancellationToken);

    public Task<IReadOnlyList<SessionEntry>> FindSessionsAsync(string idPrefix, int limit, CancellationToken cancellationToken)
    {
        if (!SessionId.TryParsePrefix(idPrefix, out SessionId first, out SessionId last))
            return Task.FromResult<IReadOnlyList<SessionEntry>>([]);
        return file.ReadAsync<IReadOnlyList<SessionEntry>>(
            tables =>
            {
                List<SessionEntry> found = [];
                // Ordered by session, then by day: of a session's rows the last counts.
                foreach (BsonDocument row in tables.Sessions.Between(StoreTables.Other, RowKey.Of(first), RowKey.LastWith(RowKey.Of(last))))
                {
                    SessionEntry entry = SessionDocument.Read(row);
                    if (found.Count > 0 && found[^1].Id == entry.Id)
                        found[^1] = entry;
                    else if (found.Count < limit)
                        found.Add(entry);
                    else
                        break;
                }
                return found;
            },
            cancellationToken);
    }

    public async IAsyncEnumerable<SealedChunk> ReadChunksAsync(
        SessionId session, ChunkParts parts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long last = 0;
        while (await file.ReadAsync(tables => ReadPage(tables, session, last, parts), cancellationToken) is { Count: > 0 } page)
        {
            foreach (SealedChunk chunk in page)
            {
                last = chunk.Ordinal;
                yield return chunk.Bytes.Span.ContainsAnyExcept((byte)0) ? chunk : throw new AuditErasedException(session);
            }
        }
    }

    public Task<bool> WasErasedAsync(SessionId session, CancellationToken cancellationToken) => file.ReadAsync(
        tables => CurrentState(tables).HasErasedSince(DateOnly.FromDateTime(session.CreatedAt.UtcDateTime.AddDays(-1))), cancellationToken);

    public Task<IReadOnlySet<SessionId>> ListHeldAsync(CancellationToken cancellationToken) =>
        file.ReadAsync(tables => CurrentState(tables).Held, cancellationToken);

    public Task<IReadOnlyList<StoredDay>> ListDaysAsync(LedgerId ledger, CancellationToken cancellationToken) => file.ReadAsync<IReadOnlyList<StoredDay>>(
        tables => [.. DayRow.List(tables).Select(day => new StoredDay(day.Day, new LedgerPosition(day.First - 1, Previous(tables, day)), day.Bytes))],
        cancellationToken);

    public Task<IReadOnlySet<SessionId>> FindInDayAsync(
        LedgerId ledger, DateOnly day, IReadOnlySet<SessionId> among, CancellationToken cancellationToken) => file.ReadAsync<IReadOnlySet<SessionId>>(
        tables => among.Where(session => tables.Sessions.FindById(RowKey.Of(day, session)) is not null).ToHashSet(), cancellationToken);

    public Task<Digest?> CloseCatalogAsync(LedgerId ledger, DateOnly day, CancellationToken cancellationToken) => Task.FromResult<Digest?>(null);

    public Task EraseDayAsync(LedgerId ledger, DateOnly day, IReadOnlySet<SessionId> kept, CancellationToken cancellationToken) => file.EraseAsync(
        tables => kept.Count > 0 ? Erasure.OfDayBut(tables, day, kept) : Erasure.OfDay(tables, day), cancellationToken);

    public Task ShredAsync(SessionId session, CancellationToken cancellationToken) => file.EraseAsync(_ => Erasure.OfSession(session), cancellationToken);

    public ValueTask DisposeAsync()
    {
        file.Dispose();
        return default;
    }

    private static BsonDocument? FindLatest(StoreTables tables, SessionId session) =>
        tables.Sessions.StartingWith(StoreTables.Other, RowKey.Of(session)).LastOrDefault();

    private static Digest Previous(StoreTables tables, DayRow day) => new FrameTable(tables.Frames).Find(day.First) is { } first
        && LedgerPayload.ReadDay(first.Payload.Span) is { } opening && Digest.TryParse(opening.Previous, out Digest previous) ? previous : default;

    // Of the newest day; the last frame counts also where it is no state, because the next one follows it.
    private static List<LedgerFrame> ReadState(StoreTables tables)
    {
        if (DayRow.List(tables) is not [.., var newest])
            return [];
        var frames = new FrameTable(tables.Frames);
        List<long> positions = [.. tables.States.Between(TableRanges.Id, newest.First, newest.Last).Select(state => state[TableRanges.Id].AsInt64)];
        if (positions is not [.., var end] || end != newest.Last)
            positions.Add(newest.Last);
        return positions.ConvertAll(position => ReadState(frames, position));
    }

    private static LedgerFrame ReadState(FrameTable frames, long position)
    {
        LedgerFrame frame = frames.Find(position) ?? throw new AuditStoreException($"frame {position} of the audit ledger is damaged");
        return frame.Kind is FrameKind.Chunk or FrameKind.SessionKey ? frame with { Payload = default } : frame;
    }

    private static LedgerState CurrentState(StoreTables tables)
    {
        var state = new LedgerState();
        foreach (LedgerFrame frame in ReadState(tables))
            state.Apply(frame);
        return state;
    }

    private static List<SealedChunk> ReadPage(StoreTables tables, SessionId session, long after, ChunkParts parts)
    {
        var frames = new FrameTable(tables.Frames);
        List<BsonDocument> rows = [.. tables.Chunks.Between(
            StoreTables.Other, RowKey.Of(session, after + 1), RowKey.Of(session, long.MaxValue)).Take(ChunksAtATime)];
        return rows.ConvertAll(row => ReadChunk(frames, ChunkDocument.Read(row), parts));
    }

    private static SealedChunk ReadChunk(FrameTable frames, Verification.CatalogChunk chunk, ChunkParts parts)
    {
        if (frames.Find(chunk.Position) is not { Kind: FrameKind.Chunk } frame || frame.Position != chunk.Position)
            throw new AuditIntegrityException($"chunk {chunk.Ordinal} of session {chunk.Session} is not where the catalog says");
        ReadOnlyMemory<byte> bytes = parts == ChunkParts.Whole ? frame.Payload : ChunkDocument.WithoutRecords(frame.Payload);
        return new SealedChunk(chunk.Session, chunk.Ordinal, chunk.FirstSequence, chunk.LastSequence, frame.Header.PayloadHash, bytes);
    }
}
