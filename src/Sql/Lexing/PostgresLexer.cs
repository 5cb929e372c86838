using System.Text;

namespace WireProxy.Sql.Lexing;

/// <summary>
/// PostgreSQL's scanner over bytes. A copy is a bookmark: it reads on from where it was copied. Nothing is allocated.
/// </summary>
internal ref struct PostgresLexer(ReadOnlySpan<byte> text, LexicalContext context)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private readonly QuoteRule _plainRule = context.Backslash == BackslashInLiteral.Escapes
        ? QuoteRule.DoubledOrBackslash
        : QuoteRule.Doubled;
    private int _at;

    public readonly ReadOnlySpan<byte> Text => _text;

    public readonly BackslashInLiteral Backslash { get; } = context.Backslash;

    public Token Next()
    {
        int start = PostgresTrivia.Skip(_text, _at);
        if (start < 0)
            return Take(TokenKind.Invalid, _at, -1);
        if (start >= _text.Length)
            return Take(TokenKind.End, start, start);
        byte first = _text[start];
        if (PostgresCharacters.IsIdentifierStart(first))
            return WordOrPrefixedLiteral(start);
        if (PostgresCharacters.IsDigit(first) || (first == '.' && ByteAt(start + 1) is >= (byte)'0' and <= (byte)'9'))
            return Take(TokenKind.Number, start, PostgresNumbers.End(_text, start));
        return first switch
        {
            (byte)'\'' => Take(TokenKind.String, start, PostgresLiterals.QuotedEnd(_text, start + 1, _plainRule)),
            (byte)'"' => Take(TokenKind.QuotedWord, start, PostgresLiterals.IdentifierEnd(_text, start + 1)),
            (byte)'$' => ParameterOrDollarQuote(start),
            _ => Symbol(start),
        };
    }

    private Token WordOrPrefixedLiteral(int start)
    {
        byte second = ByteAt(start + 1);
        switch (_text[start] | 0x20)
        {
            case 'e' when second == '\'':
                return Take(TokenKind.EscapeString, start,
                    PostgresLiterals.QuotedEnd(_text, start + 2, QuoteRule.DoubledOrBackslash));
            case 'n' when second == '\'':
                return Take(TokenKind.String, start, PostgresLiterals.QuotedEnd(_text, start + 2, _plainRule));
            case 'b' or 'x' when second == '\'':
                return Take(TokenKind.BitString, start, PostgresLiterals.QuotedEnd(_text, start + 2, QuoteRule.Single));
            case 'u' when second == '&' && ByteAt(start + 2) == '\'':
                return Unicode(TokenKind.UnicodeString, start,
                    PostgresLiterals.QuotedEnd(_text, start + 3, QuoteRule.Doubled));
            case 'u' when second == '&' && ByteAt(start + 2) == '"':
                return Unicode(TokenKind.UnicodeWord, start, PostgresLiterals.IdentifierEnd(_text, start + 3));
        }
        int end = start + 1;
        while (end < _text.Length && PostgresCharacters.IsIdentifierPart(_text[end]))
            end++;
        _at = end;
        return new Token(TokenKind.Word, PostgresKeywords.Find(_text[start..end]), start, end - start);
    }

    /// <summary>A following <c>UESCAPE 'c'</c> changes how the escapes read, so it belongs to the token.</summary>
    private Token Unicode(TokenKind kind, int start, int end)
    {
        // The server refuses U&'..' while backslashes escape in plain literals.
        if (end < 0 || (kind == TokenKind.UnicodeString && _plainRule == QuoteRule.DoubledOrBackslash))
            return Take(TokenKind.Invalid, start, end);
        int word = PostgresTrivia.Skip(_text, end);
        if (word < 0 || !IsUescape(word))
            return Take(kind, start, end);
        int quote = PostgresTrivia.Skip(_text, word + "UESCAPE".Length);
        // Only the plain spelling of one character is read; PostgreSQL knows more ways to write it.
        bool isPlain = quote > 0 && ByteAt(quote) == '\'' && ByteAt(quote + 2) == '\''
            && PostgresLiterals.QuotedEnd(_text, quote + 1, _plainRule) == quote + 3;
        return isPlain ? Take(kind, start, quote + 3) : Take(TokenKind.Invalid, start, end);
    }

    private readonly bool IsUescape(int at)
    {
        int length = "UESCAPE".Length;
        return length <= _text.Length - at
            && Ascii.EqualsIgnoreCase(_text.Slice(at, length), "UESCAPE"u8)
            && !PostgresCharacters.IsIdentifierPart(ByteAt(at + length));
    }

    private Token ParameterOrDollarQuote(int start)
    {
        if (PostgresCharacters.IsDigit(ByteAt(start + 1)))
        {
            int end = start + 1;
            while (PostgresCharacters.IsDigit(ByteAt(end)))
                end++;
            return Take(TokenKind.Parameter, start, end);
        }
        int delimiter = PostgresLiterals.DollarDelimiter(_text, start);
        return delimiter == 0
            ? Take(TokenKind.Invalid, start, start + 1)
            : Take(TokenKind.DollarString, start, DollarLiteral.End(_text, start, delimiter));
    }

    private Token Symbol(int start)
    {
        byte second = ByteAt(start + 1);
        switch (_text[start])
        {
            case (byte)',': return Take(TokenKind.Comma, start, start + 1);
            case (byte)';': return Take(TokenKind.Semicolon, start, start + 1);
            case (byte)'(': return Take(TokenKind.OpenParen, start, start + 1);
            case (byte)')': return Take(TokenKind.CloseParen, start, start + 1);
            case (byte)'[': return Take(TokenKind.OpenBracket, start, start + 1);
            case (byte)']': return Take(TokenKind.CloseBracket, start, start + 1);
            case (byte)'.' when second == '.': return Take(TokenKind.DotDot, start, start + 2);
            case (byte)'.': return Take(TokenKind.Dot, start, start + 1);
            case (byte)':' when second == ':': return Take(TokenKind.TypeCast, start, start + 2);
            case (byte)':' when second == '=': return Take(TokenKind.ColonEquals, start, start + 2);
            case (byte)':': return Take(TokenKind.Colon, start, start + 1);
        }
        if (!PostgresCharacters.Operators.Contains(_text[start]))
            return Take(TokenKind.Invalid, start, start + 1);
        int end = PostgresOperators.End(_text, start);
        if (end - start > 1)
            return Take(TokenKind.Operator, start, end);
        return Take(_text[start] switch
        {
            (byte)'*' => TokenKind.Star,
            (byte)'=' => TokenKind.Equals,
            _ => TokenKind.Operator,
        }, start, end);
    }

    private readonly byte ByteAt(int at) => at < _text.Length ? _text[at] : (byte)0;

    /// <summary>An end of -1 makes the rest of the text one invalid token.</summary>
    private Token Take(TokenKind kind, int start, int end)
    {
        _at = end < 0 ? _text.Length : end;
        return new Token(end < 0 ? TokenKind.Invalid : kind, PostgresKeyword.None, start, _at - start);
    }
}
