namespace WireProxy.Sql.Fingerprints;

/// <summary>A token as a fingerprint takes it, and where it stands in the text.</summary>
internal readonly record struct ShapeToken(ShapeKind Kind, int Start, int Length)
{
    public int End => Start + Length;

    public ReadOnlySpan<byte> In(ReadOnlySpan<byte> text) => text.Slice(Start, Length);
}

/// <summary>What of a token counts. The numbers are hashed: a change of one is a new version of fingerprints.</summary>
internal enum ShapeKind : byte
{
    /// <summary>A keyword or unquoted name: its letters in lower case.</summary>
    Word = 1,

    /// <summary>A name of which the case counts.</summary>
    ExactWord = 2,

    /// <summary>A quoted name, with its quotes.</summary>
    QuotedWord = 3,

    /// <summary>Operators, punctuation, variables.</summary>
    Symbol = 4,

    /// <summary>A literal or parameter, whatever it says.</summary>
    Placeholder = 5,

    /// <summary>A literal that counts with all it says.</summary>
    Literal = 6,

    /// <summary>The space between a name and a parenthesis, where it makes another function of the name.</summary>
    Gap = 7,

    /// <summary>Ends a statement; never a part of one.</summary>
    Semicolon = 8,
}
