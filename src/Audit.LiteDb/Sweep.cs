using LiteDB;

namespace WireProxy.Audit.LiteDb;

/// <summary>
/// Something that is done to all documents of a stretch, some at a time, so that no transaction grows with the store. What
/// was done to a document is done: after a crash it can begin anew.
/// </summary>
internal sealed class Sweep
{
    private const int ManyRows = 2048;

    private readonly Func<StoreTables, ILiteCollection<BsonDocument>> _table;
    private readonly string _key;
    private readonly Action<StoreTables, BsonDocument> _act;
    private readonly BsonValue _last;
    private readonly int _rowsAtOnce;
    private BsonValue _next;

    private Sweep(
        Func<StoreTables, ILiteCollection<BsonDocument>> table, string key, (BsonValue First, BsonValue Last) range, Action<StoreTables, BsonDocument> act, int rowsAtOnce)
    {
        _table = table;
        _key = key;
        (_next, _last) = range;
        _act = act;
        _rowsAtOnce = rowsAtOnce;
    }

    public bool IsDone { get; private set; }

    /// <summary>Those whose key starts so.</summary>
    public static Sweep Of(
        Func<StoreTables, ILiteCollection<BsonDocument>> table, string key, byte[] start, Action<StoreTables, BsonDocument> act, int rowsAtOnce = ManyRows) =>
        new(table, key, (start, RowKey.LastWith(start)), act, rowsAtOnce);

    /// <summary>Those whose id is between these, both included.</summary>
    public static Sweep Of(
        Func<StoreTables, ILiteCollection<BsonDocument>> table, BsonValue first, BsonValue last, Action<StoreTables, BsonDocument> act, int rowsAtOnce = ManyRows) =>
        new(table, TableRanges.Id, (first, last), act, rowsAtOnce);

    public void Step(StoreTables tables)
    {
        List<BsonDocument> rows = [.. _table(tables).Between(_key, _next, _last).Take(_rowsAtOnce)];
        foreach (BsonDocument row in rows)
            _act(tables, row);
        if (rows.Count > 0)
            _next = RowKey.After(rows[^1][_key]);
        IsDone = rows.Count < _rowsAtOnce;
    }
}
