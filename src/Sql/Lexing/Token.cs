namespace WireProxy.Sql.Lexing;

/// <summary>A token as a place in the statement text; nothing is copied.</summary>
internal readonly record struct Token(TokenKind Kind, PostgresKeyword Keyword, int Start, int Length)
{
    public int End => Start + Length;

    /// <summary>An identifier or keyword in any spelling.</summary>
    public bool IsWord => Kind is TokenKind.Word or TokenKind.QuotedWord or TokenKind.UnicodeWord;

    public bool IsString => Kind is >= TokenKind.String and <= TokenKind.DollarString;

    /// <summary>A word that can name a column or relation (ColId): quoted, or not reserved for something else.</summary>
    public bool IsColumnName => IsWord && Keyword.Class() <= KeywordClass.ColumnName;
}
