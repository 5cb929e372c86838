using WireProxy.Sql.Lexing;

namespace WireProxy.Sql.Parsing.Postgres.Bodies;

/// <summary>Reads what a string literal stands for, in any of its spellings, as the server will read it again as code.</summary>
internal static class LiteralBytes
{
    /// <summary>Null where the server refuses the literal, and where its bytes depend on the server's encoding.</summary>
    public static byte[]? Read(ReadOnlySpan<byte> text, Token token, BackslashInLiteral backslash)
    {
        ReadOnlySpan<byte> literal = text.Slice(token.Start, token.Length);
        bool escapes = token.Kind == TokenKind.EscapeString || backslash == BackslashInLiteral.Escapes;
        return token.Kind switch
        {
            TokenKind.DollarString => Dollar(literal),
            TokenKind.String or TokenKind.EscapeString =>
                Quoted(literal, escapes ? QuoteRule.DoubledOrBackslash : QuoteRule.Doubled),
            TokenKind.UnicodeString => UnicodeLiteral.Read(literal),
            _ => null,
        };
    }

    /// <summary>Whether the value of a literal depends on <c>standard_conforming_strings</c>.</summary>
    public static bool DependsOnSetting(ReadOnlySpan<byte> text, Token token) =>
        token.Kind == TokenKind.String && text.Slice(token.Start, token.Length).Contains((byte)'\\');

    private static byte[] Dollar(ReadOnlySpan<byte> literal)
    {
        int delimiter = literal[1..].IndexOf((byte)'$') + 2;
        return literal[delimiter..^delimiter].ToArray();
    }

    private static byte[]? Quoted(ReadOnlySpan<byte> literal, QuoteRule rule)
    {
        var value = new byte[literal.Length];
        int written = 0;
        int at = literal.IndexOf((byte)'\'') + 1;
        while (at < literal.Length)
        {
            byte next = literal[at];
            if (next == '\'')
            {
                if (at + 1 < literal.Length && literal[at + 1] == '\'')
                    at++;
                else
                {
                    // The end, or that of a piece which goes on in a later line.
                    at = PostgresTrivia.ReopenedQuote(literal, at + 1);
                    if (at < 0)
                        break;
                    continue;
                }
            }
            else if (next == '\\' && rule == QuoteRule.DoubledOrBackslash)
            {
                if (!LiteralEscape.TryRead(literal, ref at, value, ref written))
                    return null;
                continue;
            }
            value[written++] = next;
            at++;
        }
        return value.AsSpan(0, written).Contains((byte)0) ? null : value[..written];
    }
}
