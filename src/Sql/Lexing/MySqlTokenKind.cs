namespace WireProxy.Sql.Lexing;

/// <summary>The classes of tokens that MySQL's lexer tells apart, as far as the parser needs them.</summary>
internal enum MySqlTokenKind : byte
{
    End,
    Word,

    /// <summary><c>`name`</c>, or <c>"name"</c> under ANSI_QUOTES.</summary>
    QuotedWord,

    /// <summary><c>'..'</c>, <c>N'..'</c>, or <c>".."</c> as a literal. Adjacent ones are separate tokens.</summary>
    String,

    /// <summary><c>x'..'</c>, <c>0x..</c>, <c>b'..'</c> and <c>0b..</c>.</summary>
    BitString,
    DollarString,
    Number,

    /// <summary><c>\N</c></summary>
    Null,
    Parameter,

    /// <summary><c>@name</c> or <c>@'name'</c>; behind a name it is a host.</summary>
    UserVariable,

    /// <summary><c>@@</c> before the words of a system variable.</summary>
    SystemVariable,
    Operator,
    Star,
    Equals,
    Assign,
    Comma,
    Dot,
    Colon,
    Semicolon,
    OpenParen,
    CloseParen,
    OpenBrace,
    CloseBrace,

    /// <summary>Nothing that the server would accept: unterminated, or a byte that starts no token.</summary>
    Invalid,
}
