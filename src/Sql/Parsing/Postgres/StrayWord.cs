using System.Text;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>A first word that no statement begins with, so that the server can only answer with a syntax error.</summary>
internal static class StrayWord
{
    private const int Longest = 100;

    /// <summary>The word as it is written; null where a statement can begin so. The words of newer servers are keywords here, too.</summary>
    public static string? At(in TokenCursor cursor)
    {
        Token first = cursor.Current;
        bool isStray = first is { IsWord: true, Keyword: PostgresKeyword.None, Length: <= Longest } && !IsNewer(cursor.Text.Slice(first.Start, first.Length));
        return isStray ? Encoding.UTF8.GetString(cursor.Text.Slice(first.Start, first.Length)) : null;
    }

    private static bool IsNewer(ReadOnlySpan<byte> word) => Ascii.EqualsIgnoreCase(word, "repack"u8);
}
