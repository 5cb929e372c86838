using LiteDB;

namespace WireProxy.Audit.LiteDb;

/// <summary>Goes through an index both ways: what a changed pointer in it leaves out in one is there in the other.</summary>
internal static class IndexWalk
{
    /// <summary>What is wrong with a collection's index over this key; null when nothing is.</summary>
    public static string? FindDamage(ILiteCollection<BsonDocument> table, string key)
    {
        long up = Count(table.Query().OrderBy(key), key, sign: 1), down = Count(table.Query().OrderByDescending(key), key, sign: -1);
        return up >= 0 && up == down && up == table.LongCount() ? null : $"the index of {table.Name} is damaged";
    }

    // Negative when they are not in order.
    private static long Count(ILiteQueryable<BsonDocument> rows, string key, int sign)
    {
        long count = 0;
        BsonValue? last = null;
        foreach (BsonDocument row in rows.ToEnumerable())
        {
            if (last is not null && row[key].CompareTo(last) * sign <= 0)
                return -1;
            last = row[key];
            count++;
        }
        return count;
    }
}
