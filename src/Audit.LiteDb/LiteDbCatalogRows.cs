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

    // Of all days at once, with the last.
    public Task<string?> FindDamageAsync(CancellationToken cancellationToken) => file.ReadAsync(
        tables => DayRow.List(tables)[^1].Day != day.Day ? null : tables.WithKeys.Select(table => IndexWalk.FindDamage(table.Rows, table.Key)).FirstOrDefault(found => found is not null),
        cancellationToken);

    public async Task<string?> FindIndexDamageAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await HaveWrongKeysAsync(cancellationToken) ? "the catalog's rows have other keys than they must have"
                : await HasUnusedTextAsync(cancellationToken) ? "the catalog has texts of no session"
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

    private async Task<bool> HaveWrongKeysAsync(CancellationToken cancellationToken)
    {
        await foreach (bool isRight in file.ReadPagesAsync(tables => tables.Sessions, OfDay, SessionDocument.IsConsistent, cancellationToken))
        {
            if (!isRight)
                return true;
        }
        await foreach (bool isRight in file.ReadPagesAsync(
            tables => tables.Uses, OfDay, row => row[StoreTables.Other] == OtherOfUse(row), cancellationToken))
        {
            if (!isRight)
                return true;
        }
        return false;
    }

    // Both are in the order of the digest.
    private async Task<bool> HasUnusedTextAsync(CancellationToken cancellationToken)
    {
        await using IAsyncEnumerator<CatalogUse> uses = ReadUsesAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        Digest used = default;
        await foreach (StatementText text in ReadTextsAsync(cancellationToken))
        {
            while (used != text.Digest)
            {
                if (!await uses.MoveNextAsync())
                    return true;
                used = uses.Current.Text;
            }
        }
        return false;
    }

    private static BsonValue OtherOfUse(BsonDocument use)
    {
        BsonValue id = use[TableRanges.Id];
        return RowKey.Of(RowKey.SessionAt(id, TextAt + Digest.Size), RowKey.DayAt(id, 0), RowKey.DigestAt(id, TextAt));
    }
}
