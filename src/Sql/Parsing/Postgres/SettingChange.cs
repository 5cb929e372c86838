using System.Text;
using WireProxy.Sql.Analysis;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres;

/// <summary>
/// Settings that decide how the server reads the texts that follow. Setting one to anything but the safe values makes
/// a summary partial: the next text may be on its way before the server reports the change.
/// </summary>
internal static class SettingChange
{
    private const string Gap = "it changes how later text is read";

    /// <summary>Encodings, as pg_char_to_encoding compares them, in which ASCII bytes are always ASCII characters.</summary>
    private static readonly string[] SafeEncodings =
    [
        "default", "utf8", "unicode", "sqlascii", "latin1", "latin2", "latin3", "latin4", "latin5", "latin6", "latin7", "latin8",
        "latin9", "latin10", "iso88591", "iso88592", "iso88595", "iso88596", "iso88597", "iso88598", "iso88599",
        "iso885915", "win1250", "win1251", "win1252", "win1253", "win1254", "win1255", "win1256", "win1257", "win1258",
        "windows1250", "windows1251", "windows1252", "windows1253", "windows1254", "windows1255", "windows1256",
        "windows1257", "windows1258", "win866", "win874", "koi8", "koi8r", "koi8u",
    ];

    public static bool IsSetConfig(SqlName function) =>
        function.Name == "set_config" && function.Schema is null or "pg_catalog";

    /// <summary>The cursor stands before the arguments of set_config.</summary>
    public static void JudgeCall(in TokenCursor cursor, SummaryBuilder summary)
    {
        TokenCursor ahead = cursor;
        ahead.Advance();
        string? setting = PlainLiteral(ahead);
        if (setting is null || ahead.Next.Kind != TokenKind.Comma)
        {
            summary.Partial("set_config may change any setting");
            return;
        }
        ahead.Advance(2);
        bool isWhole = ahead.Next.Kind is TokenKind.Comma or TokenKind.CloseParen;
        Judge(setting, isWhole ? PlainLiteral(ahead) : null, summary);
    }

    /// <summary>Judges one setting; a null value is one that is not known here.</summary>
    public static void Judge(string setting, string? value, SummaryBuilder summary)
    {
        bool isSafe = setting.ToLowerInvariant() switch
        {
            "standard_conforming_strings" => value?.ToLowerInvariant() is "on" or "true" or "yes" or "1",
            "client_encoding" or "names" => value is not null && IsSafeEncoding(value),
            "backslash_quote" => false,
            _ => true,
        };
        if (!isSafe)
            summary.Partial(Gap);
    }

    /// <summary>The text of a literal without quotes or backslashes inside, else null.</summary>
    public static string? PlainLiteral(in TokenCursor cursor)
    {
        if (cursor.Kind != TokenKind.String || cursor.Text[cursor.Current.Start] != '\'')
            return null;
        ReadOnlySpan<byte> body = cursor.Text.Slice(cursor.Current.Start + 1, cursor.Current.Length - 2);
        return body.IndexOfAny((byte)'\'', (byte)'\\') < 0 && Ascii.IsValid(body) ? Encoding.ASCII.GetString(body) : null;
    }

    /// <summary>Whether ASCII bytes are always ASCII characters in an encoding of this name.</summary>
    public static bool IsSafeEncoding(string value) => SafeEncodings.Contains(Compared(value), StringComparer.Ordinal);

    public static bool IsUtf8(string value) => Compared(value) is "utf8" or "unicode";

    private static string Compared(string value) =>
        string.Concat(value.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}
