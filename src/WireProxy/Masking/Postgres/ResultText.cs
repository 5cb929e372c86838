namespace WireProxy.Masking.Postgres;

/// <summary>The session settings that decide what a masked value in text must look like.</summary>
/// <param name="Dates">From <c>DateStyle</c>.</param>
/// <param name="Characters">From <c>client_encoding</c>.</param>
internal readonly record struct ResultText(DateText Dates, CharacterText Characters);

/// <summary>How dates are written in text format.</summary>
internal enum DateText : byte
{
    Iso,
    /// <summary>A style that a constant date would not be valid in.</summary>
    Other,
}

/// <summary>Whether the characters of a value can be counted.</summary>
internal enum CharacterText : byte
{
    Utf8,
    /// <summary>Counted as UTF-8, two characters could pass for one, and more would be kept than a mask promises.</summary>
    Other,
}
