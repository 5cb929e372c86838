using System.Collections.Frozen;
using System.Text;
using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Fingerprints;

/// <summary>The tokens of a MySQL or MariaDB text.</summary>
internal static class MySqlShape
{
    // A space behind one of these makes it the name of a stored function (unless IGNORE_SPACE).
    private static readonly FrozenSet<string> SpaceSensitive = FrozenSet.ToFrozenSet(
    [
        "adddate", "bit_and", "bit_or", "bit_xor", "cast", "count", "curdate", "curtime", "date_add", "date_sub", "extract",
        "group_concat", "json_arrayagg", "json_objectagg", "max", "mid", "min", "now", "position", "session_user", "std", "stddev",
        "stddev_pop", "stddev_samp", "st_collect", "subdate", "substr", "substring", "sum", "sysdate", "system_user", "trim",
        "variance", "var_pop", "var_samp",
    ],
    StringComparer.OrdinalIgnoreCase);

    /// <summary>Null where the text can not be lexed safely, or has a comment that servers may read.</summary>
    public static List<ShapeToken>? Read(ReadOnlySpan<byte> text, LexicalContext context)
    {
        bool isReadable = context.Mode == SqlModeSupport.Supported
            && (context.Encoding == EncodingSafety.AsciiSafe || (context.Encoding == EncodingSafety.SingleByte && Ascii.IsValid(text)));
        if (!isReadable)
            return null;
        var tokens = new List<ShapeToken>();
        var lexer = new MySqlLexer(text, context, context.Server);
        int end = 0;
        for (MySqlToken token = lexer.Next(); ; token = lexer.Next())
        {
            if (token.Kind == MySqlTokenKind.Invalid || HasReadComment(text[end..token.Start]))
                return null;
            if (token.Kind == MySqlTokenKind.End)
                return tokens;
            if (token.Kind == MySqlTokenKind.OpenParen && token.Start > end && context.SpaceBeforeArguments == SpaceBeforeArguments.MakesStoredCall
                && tokens is [.., { Kind: ShapeKind.Word } name] && SpaceSensitive.Contains(Encoding.UTF8.GetString(name.In(text))))
                tokens.Add(new ShapeToken(ShapeKind.Gap, token.Start, 0));
            tokens.Add(new ShapeToken(KindOf(token.Kind), token.Start, token.Length));
            end = token.End;
        }
    }

    /// <summary>Comments with code for some servers, and hints, which can set variables.</summary>
    private static bool HasReadComment(ReadOnlySpan<byte> trivia) =>
        trivia.IndexOf("/*!"u8) >= 0 || trivia.IndexOf("/*M!"u8) >= 0 || trivia.IndexOf("/*+"u8) >= 0;

    private static ShapeKind KindOf(MySqlTokenKind kind) => kind switch
    {
        MySqlTokenKind.Word => ShapeKind.Word,
        MySqlTokenKind.QuotedWord => ShapeKind.QuotedWord,
        MySqlTokenKind.String or MySqlTokenKind.BitString or MySqlTokenKind.DollarString or MySqlTokenKind.Number => ShapeKind.Literal,
        MySqlTokenKind.Parameter => ShapeKind.Placeholder,
        MySqlTokenKind.Semicolon => ShapeKind.Semicolon,
        _ => ShapeKind.Symbol,
    };
}
