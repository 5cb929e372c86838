using LiteDB;

namespace WireProxy.Audit.LiteDb;

/// <summary>Documents by a stretch of one of their keys.</summary>
internal static class TableRanges
{
    private const int RowsAtATime = 1024;

    public const string Id = "_id";

    /// <summary>Those whose key starts with these bytes, in order.</summary>
    public static IEnumerable<BsonDocument> StartingWith(this ILiteCollection<BsonDocument> table, string key, byte[] start) =>
        table.Between(key, new BsonValue(start), new BsonValue(RowKey.LastWith(start)));

    /// <summary>In order, both ends included.</summary>
    public static IEnumerable<BsonDocument> Between(this ILiteCollection<BsonDocument> table, string key, BsonValue first, BsonValue last) =>
        table.Query().Where(Query.Between(key, first, last)).OrderBy(key).ToEnumerable();

    public static bool HasAnyWith(this ILiteCollection<BsonDocument> table, string key, byte[] start) =>
        table.StartingWith(key, start).Any();

    /// <summary>
    /// The same as <see cref="Between"/>, some at a time: nothing is kept open while the caller waits for others.
    /// </summary>
    public static async IAsyncEnumerable<T> ReadPagesAsync<T>(
        this StoreFile file,
        Func<StoreTables, ILiteCollection<BsonDocument>> table,
        (BsonValue First, BsonValue Last) range,
        Func<BsonDocument, T> read,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        BsonValue first = range.First;
        while (true)
        {
            BsonValue from = first;
            (List<T> page, BsonValue last) = await file.ReadAsync(
                tables =>
                {
                    List<BsonDocument> rows = [.. table(tables).Between(Id, from, range.Last).Take(RowsAtATime)];
                    return (rows.ConvertAll(row => read(row)), rows.Count < RowsAtATime ? BsonValue.Null : rows[^1][Id]);
                },
                cancellationToken);
            foreach (T row in page)
                yield return row;
            if (last.IsNull)
                yield break;
            first = RowKey.After(last);
        }
    }
}
