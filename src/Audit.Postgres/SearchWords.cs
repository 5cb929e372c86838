using System.Text;

namespace WireProxy.Audit.Postgres;

/// <summary>The words of statement texts, as they are searched: runs of letters and digits in lower case, in their order.</summary>
internal static class SearchWords
{
    // PostgreSQL's tsvector takes words of 2 KiB and a megabyte of them; what is behind that is not found.
    private const int MaxWord = 500;
    private const int MaxWords = 200_000;

    /// <summary>The words with a space before and behind each.</summary>
    public static string Of(string text)
    {
        var words = new StringBuilder(" ");
        int length = 0;
        foreach (char next in text)
        {
            if (char.IsLetterOrDigit(next) || char.IsSurrogate(next))
            {
                if (length++ < MaxWord)
                    words.Append(char.ToLowerInvariant(next));
                continue;
            }
            if (length > 0)
                words.Append(' ');
            length = 0;
            if (words.Length >= MaxWords)
                break;
        }
        if (length > 0)
            words.Append(' ');
        // Cut through a pair, half a character is no text.
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(words.ToString()));
    }

    /// <summary>What the index finds: texts with all the words, the last of which may go on.</summary>
    public static string Query(string words)
    {
        string[] list = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // Letters and digits only, so nothing in them is an operator; quoted all the same.
        return string.Join(" & ", list.Select((word, at) => at == list.Length - 1 ? $"'{word}':*" : $"'{word}'"));
    }

    /// <summary>What of these has the words one behind the other.</summary>
    public static string Pattern(string words) => $"%{words.TrimEnd()}%";
}
