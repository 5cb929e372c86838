namespace WireProxy.Configuration;

/// <summary>Finds what someone probably meant to write.</summary>
internal static class NearestName
{
    /// <summary>The known name fewest edits away, or null where none is near.</summary>
    public static string? Find(string written, IEnumerable<string> known)
    {
        string? nearest = null;
        int best = Math.Min(Math.Max(2, written.Length / 3), written.Length - 1) + 1;
        foreach (string candidate in known)
        {
            int distance = Distance(written.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (distance < best)
                (best, nearest) = (distance, candidate);
        }
        return nearest;
    }

    /// <summary>" (did you mean X?)", or nothing.</summary>
    public static string Hint(string written, IEnumerable<string> known) =>
        Find(written, known) is { } nearest ? $" (did you mean {nearest}?)" : "";

    // Levenshtein over two rows.
    private static int Distance(string left, string right)
    {
        int[] above = [.. Enumerable.Range(0, right.Length + 1)];
        int[] row = new int[right.Length + 1];
        for (int i = 1; i <= left.Length; i++)
        {
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int replaced = above[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(above[j], row[j - 1]) + 1);
            }
            (above, row) = (row, above);
        }
        return above[right.Length];
    }
}
