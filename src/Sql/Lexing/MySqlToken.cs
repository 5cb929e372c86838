namespace WireProxy.Sql.Lexing;

/// <summary>A token as a place in the statement text; nothing is copied.</summary>
internal readonly record struct MySqlToken(MySqlTokenKind Kind, MySqlKeyword Keyword, int Start, int Length)
{
    public int End => Start + Length;

    /// <summary>An identifier or keyword in any spelling.</summary>
    public bool IsWord => Kind is MySqlTokenKind.Word or MySqlTokenKind.QuotedWord;

    /// <summary>A word that can be a name: quoted, behind a dot, or not reserved.</summary>
    public bool IsName => Kind == MySqlTokenKind.QuotedWord || (Kind == MySqlTokenKind.Word && !Keyword.IsReserved());
}
