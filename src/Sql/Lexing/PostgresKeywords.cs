using System.Text;

namespace WireProxy.Sql.Lexing;

/// <summary>Finds the keyword that a word spells, by an open-addressed table over the case-folded bytes.</summary>
internal static class PostgresKeywords
{
    private const int Slots = 2048;

    private static readonly (byte[] Spelling, PostgresKeyword Keyword)[] Table = Build();

    private static readonly int Longest = Table.Max(slot => slot.Spelling?.Length ?? 0);

    public static KeywordClass Class(this PostgresKeyword keyword) => keyword switch
    {
        PostgresKeyword.None => KeywordClass.Unreserved,
        <= PostgresKeyword.With => KeywordClass.Reserved,
        <= PostgresKeyword.Verbose => KeywordClass.TypeOrFunctionName,
        <= PostgresKeyword.Xmltable => KeywordClass.ColumnName,
        _ => KeywordClass.Unreserved,
    };

    public static PostgresKeyword Find(ReadOnlySpan<byte> word)
    {
        if (word.Length > Longest)
            return PostgresKeyword.None;
        for (int slot = Hash(word); Table[slot].Spelling is { } spelling; slot = (slot + 1) & (Slots - 1))
        {
            if (Ascii.EqualsIgnoreCase(spelling, word))
                return Table[slot].Keyword;
        }
        return PostgresKeyword.None;
    }

    /// <summary>The keyword as SQL spells it, in lower case.</summary>
    public static string Spelling(PostgresKeyword keyword)
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

    private static (byte[], PostgresKeyword)[] Build()
    {
        var table = new (byte[] Spelling, PostgresKeyword Keyword)[Slots];
        foreach (PostgresKeyword keyword in Enum.GetValues<PostgresKeyword>())
        {
            if (keyword == PostgresKeyword.None)
                continue;
            byte[] spelling = Encoding.ASCII.GetBytes(Spelling(keyword));
            int slot = Hash(spelling);
            while (table[slot].Spelling is not null)
                slot = (slot + 1) & (Slots - 1);
            table[slot] = (spelling, keyword);
        }
        return table;
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
