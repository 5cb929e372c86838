namespace WireProxy.Sql.Lexing;

/// <summary>The classes of tokens that the PostgreSQL scanner (scan.l) tells apart, as far as the parser needs them.</summary>
internal enum TokenKind : byte
{
    End,
    Word,
    QuotedWord,
    UnicodeWord,
    String,
    EscapeString,
    UnicodeString,
    BitString,
    DollarString,
    Number,
    Parameter,
    Operator,
    Star,
    Equals,
    Comma,
    Dot,
    DotDot,
    Colon,
    ColonEquals,
    TypeCast,
    Semicolon,
    OpenParen,
    CloseParen,
    OpenBracket,
    CloseBracket,

    /// <summary>Nothing that the server would accept: unterminated, or a byte that starts no token.</summary>
    Invalid,
}
