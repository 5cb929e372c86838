namespace WireProxy.Audit.Postgres;

/// <summary>Words as the database is asked for them.</summary>
internal static class WordQuery
{
    /// <summary>What the index finds: texts with all the words, the last of which may go on.</summary>
    public static string Lexemes(string words)
    {
        string[] list = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // Letters and digits only, so nothing in them is an operator; quoted all the same.
        return string.Join(" & ", list.Select((word, at) => at == list.Length - 1 ? $"'{word}':*" : $"'{word}'"));
    }

    /// <summary>What of these has the words one behind the other.</summary>
    public static string Pattern(string words) => $"%{words.TrimEnd()}%";
}
