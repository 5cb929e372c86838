using LiteDB;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;
using WireProxy.Audit.Verification;

namespace WireProxy.Audit.LiteDb;

/// <summary>A day's catalog row by row. Nobody writes it meanwhile.</summary>
internal sealed class LiteDbCatalogRows(StoreFile file, DayRow day) : ICatalogRows
{
    private static readonly int TextAt = sizeof(int);

    public long Applied => day.Last;

    public IAsyncEnumerable<CatalogSession> ReadSessionsAsync(CancellationToken cancellationToken)
    {
        HashSet<SessionId>? keyed = null;
        return file.ReadPagesAsync(
            tables =>
            {
                keyed ??= [.. tables.Keys.Between(TableRanges.Id, day.First, day.Last).Select(key => RowKey.SessionAt(key[StoreTables.Other], 0))];
                return tables.Sessions;
            },
            OfDay,
            row => new CatalogSession(
                SessionDocument.Read(row), SessionDocument.ReadPosition(row), keyed!.Contains(SessionDocument.SessionOf(row)) ? CatalogKey.Known : CatalogKey.None),
            cancellationToken);
    }

    public IAsyncEnumerable<CatalogChunk> ReadChunksAsync(CancellationToken cancellationToken) =>
        file.ReadPagesAsync(tables => tables.Chunks, Positions, ChunkDocument.Read, cancellationToken);

    public IAsyncEnumerable<CatalogUse> ReadUsesAsync(CancellationToken cancellationToken) => file.ReadPagesAsync(
        tables => tables.Uses,
        OfDay,
        row => new CatalogUse(RowKey.SessionAt(row[TableRanges.Id], TextAt + Digest.Size), RowKey.DigestAt(row[TableRanges.Id], TextAt)),
        cancellationToken);

    public IAsyncEnumerable<StatementText> ReadTextsAsync(CancellationToken cancellationToken) => file.ReadPagesAsync(
        tables => tables.Texts,
        OfDay,
        row => new StatementText(RowKey.DigestAt(row[TableRanges.Id], TextAt), SessionDocument.RequiredText(row, "sql"), SessionDocument.Text(row, "kind")),
        cancellationToken);

    // Of all days at once, with the last: LiteDB itself has no check of its indexes.
    public Task<string?> FindDamageAsync(CancellationToken cancellationToken) => file.ReadAsync(
        tables => DayRow.List(tables)[^1].Day != day.Day ? null : tables.WithKeys.Select(table => IndexWalk.FindDamage(table.Rows, table.Key)).FirstOrDefault(found => found is not null),
        cancellationToken);

    // Each document must be found as a search looks for it, or it is passed over.
    public async Task<string?> FindIndexDamageAsync(CancellationToken cancellationToken)
    {
        try
        {
            return !await LeadToRowsAsync(cancellationToken) ? "the catalog's indexes do not lead to what it lists"
                : !await AreTextsUsedAsync(cancellationToken) ? "the catalog has texts of no session"
                : null;
        }
        catch (AuditIntegrityException unreadable)
        {
            return $"the catalog can not be read: {unreadable.Message}";
        }
    }

    public ValueTask DisposeAsync() => default;

    private (BsonValue First, BsonValue Last) OfDay => (RowKey.Of(day.Day), RowKey.LastWith(RowKey.Of(day.Day)));

    private (BsonValue First, BsonValue Last) Positions => (day.First, day.Last);

    private async Task<bool> LeadToRowsAsync(CancellationToken cancellationToken)
    {
        (Func<StoreTables, ILiteCollection<BsonDocument>> Table, (BsonValue, BsonValue) Range, Func<StoreTables, BsonDocument, bool> Check)[] tables =
        [
            (all => all.Sessions, OfDay, (all, row) => SessionDocument.IsConsistent(row) && IsFound(all.Sessions, row)),
            (all => all.Chunks, Positions, (all, row) => IsFound(all.Chunks, row) && HasFrame(all, row)),
            (all => all.Keys, Positions, (all, row) => IsFound(all.Keys, row) && HasFrame(all, row)),
            (all => all.Uses, OfDay, (all, row) => row[StoreTables.Other] == OtherOfUse(row) && IsFound(all.Uses, row)),
        ];
        foreach ((Func<StoreTables, ILiteCollection<BsonDocument>> table, (BsonValue, BsonValue) range, Func<StoreTables, BsonDocument, bool> check) in tables)
        {
            StoreTables all = null!;
            await foreach (bool isRight in file.ReadPagesAsync(tables => table(all = tables), range, row => check(all, row), cancellationToken))
            {
                if (!isRight)
                    return false;
            }
        }
        return true;
    }

    private async Task<bool> AreTextsUsedAsync(CancellationToken cancellationToken)
    {
        StoreTables texts = null!;
        await foreach (bool isUsed in file.ReadPagesAsync(
            tables => (texts = tables).Texts, OfDay, row => texts.Uses.HasAnyWith(TableRanges.Id, row[TableRanges.Id].AsBinary), cancellationToken))
        {
            if (!isUsed)
                return false;
        }
        return true;
    }

    private static bool IsFound(ILiteCollection<BsonDocument> table, BsonDocument row)
    {
        BsonValue id = row[TableRanges.Id], other = row[StoreTables.Other];
        byte[] session = RowKey.Of(RowKey.SessionAt(other, 0));
        return table.FindById(id)?[StoreTables.Other] == other
            && table.Between(StoreTables.Other, other, RowKey.LastWith(session)).FirstOrDefault()?[TableRanges.Id] == id
            && table.HasAnyWith(StoreTables.Other, session);
    }

    private static bool HasFrame(StoreTables all, BsonDocument row) => new FrameTable(all.Frames).Has(row[TableRanges.Id].AsInt64);

    private static BsonValue OtherOfUse(BsonDocument use)
    {
        BsonValue id = use[TableRanges.Id];
        return RowKey.Of(RowKey.SessionAt(id, TextAt + Digest.Size), RowKey.DayAt(id, 0), RowKey.DigestAt(id, TextAt));
    }
}
