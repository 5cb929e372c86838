using LiteDB;
using WireProxy.Audit.Records;

namespace WireProxy.Audit.LiteDb;

/// <summary>
/// Goes through an index both ways, and through the documents: what a changed pointer or key leaves out in one is there in
/// the others. The shortcuts above an index's chain are not looked at; LiteDB itself has no check at all.
/// </summary>
internal static class IndexWalk
{
    /// <summary>What is wrong with a collection's index over this key; null when nothing is.</summary>
    public static string? FindDamage(ILiteCollection<BsonDocument> table, string key)
    {
        // A selection of the key alone reads the index and no document.
        string path = $"$.{key}";
        KeySum up = Sum(table.Query().OrderBy(key).Select(path).ToEnumerable().Select(row => row.Values.First()), sign: 1);
        KeySum down = Sum(table.Query().OrderByDescending(key).Select(path).ToEnumerable().Select(row => row.Values.First()), sign: -1);
        KeySum documents = Sum(table.Query().OrderBy(TableRanges.Id).ToEnumerable().Select(row => row[key]), sign: 0);
        return up.AreInOrder && down.AreInOrder && up == down && up == documents ? null : $"the index of {table.Name} is damaged";
    }

    private static KeySum Sum(IEnumerable<BsonValue> keys, int sign)
    {
        var sum = new KeySum(0, 0, AreInOrder: true);
        BsonValue? last = null;
        foreach (BsonValue key in keys)
        {
            bool isInOrder = last is null || sign == 0 || key.CompareTo(last) * sign > 0;
            sum = new KeySum(sum.Count + 1, sum.Hashes + Hash(key), sum.AreInOrder && isInOrder);
            last = key;
        }
        return sum;
    }

    // Added up, so that their order is of no importance.
    private static UInt128 Hash(BsonValue key)
    {
        byte[] bytes = key.IsBinary ? key.AsBinary : BitConverter.GetBytes(key.AsInt64);
        byte[] hash = RowKey.Of(Digest.Of(bytes));
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    private readonly record struct KeySum(long Count, UInt128 Hashes, bool AreInOrder);
}
