using System.Text;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.MySql;

/// <summary>A first word that no statement begins with, so that the server can only answer with a syntax error.</summary>
internal static class StrayWord
{
    // What the server's message quotes.
    private const int Longest = 80;

    /// <summary>The text from such a word on, as far as the server's message quotes it; null where a statement can begin so.</summary>
    public static string? At(in TokenCursor cursor)
    {
        if (cursor.Current is not { Kind: MySqlTokenKind.Word, Keyword: MySqlKeyword.None } first || IsVerb(cursor.Text.Slice(first.Start, first.Length)))
            return null;
        ReadOnlySpan<byte> rest = cursor.Text[first.Start..];
        return Encoding.UTF8.GetString(rest[..Math.Min(rest.Length, Longest)]);
    }

    /// <summary>Verbs of MariaDB's other mode; all others are keywords.</summary>
    private static bool IsVerb(ReadOnlySpan<byte> word) => Ascii.EqualsIgnoreCase(word, "goto"u8) || Ascii.EqualsIgnoreCase(word, "raise"u8);
}
