using System.Text;

namespace WireProxy.Sql.Lexing;

/// <summary>
/// Finds the keyword that a word spells, by an open-addressed table over the case-folded bytes. The spellings come from
/// the names of the enum's members: an underscore stands before each inner capital, a trailing one is dropped.
/// </summary>
internal sealed class KeywordTable<TKeyword>
    where TKeyword : struct, Enum
{
    private const int Slots = 4096;

    private readonly (byte[]? Spelling, TKeyword Keyword)[] _table = new (byte[]?, TKeyword)[Slots];
    private readonly int _longest;

    public KeywordTable()
    {
        foreach (TKeyword keyword in Enum.GetValues<TKeyword>())
        {
            if (EqualityComparer<TKeyword>.Default.Equals(keyword, default))
                continue;
            byte[] spelling = Encoding.ASCII.GetBytes(Spelling(keyword));
            int slot = Hash(spelling);
            while (_table[slot].Spelling is not null)
                slot = (slot + 1) & (Slots - 1);
            _table[slot] = (spelling, keyword);
            _longest = Math.Max(_longest, spelling.Length);
        }
    }

    /// <summary>The default member where the word is no keyword.</summary>
    public TKeyword Find(ReadOnlySpan<byte> word)
    {
        if (word.Length > _longest)
            return default;
        for (int slot = Hash(word); _table[slot].Spelling is { } spelling; slot = (slot + 1) & (Slots - 1))
        {
            if (Ascii.EqualsIgnoreCase(spelling, word))
                return _table[slot].Keyword;
        }
        return default;
    }

    /// <summary>The keyword as SQL spells it, in lower case.</summary>
    public static string Spelling(TKeyword keyword)
    {
        var spelling = new StringBuilder();
        foreach (char letter in keyword.ToString().TrimEnd('_'))
        {
            if (char.IsUpper(letter) && spelling.Length > 0)
                spelling.Append('_');
            spelling.Append(char.ToLowerInvariant(letter));
        }
        return spelling.ToString();
    }

    /// <summary>FNV-1a; setting bit 0x20 folds the letters and leaves distinct keywords distinct.</summary>
    private static int Hash(ReadOnlySpan<byte> word)
    {
        uint hash = 2166136261;
        foreach (byte b in word)
            hash = (hash ^ (b | 0x20u)) * 16777619;
        return (int)((hash ^ (hash >> 15)) & (Slots - 1));
    }
}
