using System.Text;

namespace WireProxy.Audit.Stores;

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
}
