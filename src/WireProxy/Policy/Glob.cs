namespace WireProxy.Policy;

/// <summary>Patterns in which <c>*</c> stands for any run of characters, also an empty one.</summary>
internal static class Glob
{
    public const string Any = "*";

    // On a mismatch only the last star is retried with one character more: earlier ones can not do better.
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text, StringComparison comparison = StringComparison.Ordinal)
    {
        int p = 0, t = 0, star = -1, starText = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                starText = t;
            }
            else if (p < pattern.Length && pattern.Slice(p, 1).Equals(text.Slice(t, 1), comparison))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++starText;
            }
            else
            {
                return false;
            }
        }
        return pattern[p..].TrimStart('*').IsEmpty;
    }
}
