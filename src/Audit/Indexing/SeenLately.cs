namespace WireProxy.Audit.Indexing;

/// <summary>
/// Tells values that come again from those that come once, by their hashes: few bytes for each, and nothing to clean up. A later
/// value takes an earlier one's place; two with one hash pass for the same, so only cost may depend on the answer.
/// </summary>
/// <param name="places">A power of two.</param>
internal sealed class SeenLately(int places)
{
    private readonly int[] _hashes = new int[places];

    /// <summary>Whether it came lately; from now on it did.</summary>
    public bool Add(int hash)
    {
        ref int place = ref _hashes[hash & (_hashes.Length - 1)];
        bool isSeen = place == hash;
        place = hash;
        return isSeen;
    }

    public void Clear() => Array.Clear(_hashes);
}
