using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Fingerprints;

/// <summary>The tokens of a PostgreSQL text.</summary>
internal static class PostgresShape
{
    /// <summary>Null where the text can not be lexed safely.</summary>
    public static List<ShapeToken>? Read(ReadOnlySpan<byte> text, LexicalContext context)
    {
        if (context.Encoding != EncodingSafety.AsciiSafe)
            return null;
        var tokens = new List<ShapeToken>();
        var lexer = new PostgresLexer(text, context);
        for (Token token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
        {
            if (token.Kind == TokenKind.Invalid)
                return null;
            tokens.Add(new ShapeToken(KindOf(token.Kind), token.Start, token.Length));
        }
        return tokens;
    }

    private static ShapeKind KindOf(TokenKind kind) => kind switch
    {
        TokenKind.Word => ShapeKind.Word,
        TokenKind.QuotedWord or TokenKind.UnicodeWord => ShapeKind.QuotedWord,
        TokenKind.String or TokenKind.EscapeString or TokenKind.UnicodeString or TokenKind.BitString or TokenKind.DollarString
            or TokenKind.Number => ShapeKind.Literal,
        TokenKind.Parameter => ShapeKind.Placeholder,
        TokenKind.Semicolon => ShapeKind.Semicolon,
        _ => ShapeKind.Symbol,
    };
}
