namespace WireProxy.Masking.Values;

/// <summary>What the texts of one result column can hold; the bytes of a text are the same in every format.</summary>
/// <param name="Characters">What a character takes.</param>
/// <param name="MaxCharacters">The declared limit in characters, if any.</param>
/// <param name="MaxBytes">The type's own limit in bytes, if any.</param>
/// <param name="Padding">What blanks at the end mean.</param>
internal readonly record struct TextType(CharacterWidth Characters, int MaxCharacters, int MaxBytes, BlankPadding Padding)
{
    /// <summary>A text of any length in UTF-8.</summary>
    public static TextType Unlimited { get; } = new(CharacterWidth.Utf8, int.MaxValue, int.MaxValue, BlankPadding.Significant);

    /// <summary>The bytes of the character that starts at <paramref name="index"/>.</summary>
    public int LengthAt(ReadOnlySpan<byte> text, int index) => TextCharacter.LengthAt(text, index, Characters);

    public int Count(ReadOnlySpan<byte> text) => TextCharacter.Count(text, Characters);

    /// <summary>The bytes of the first <paramref name="count"/> characters.</summary>
    public int LengthOf(ReadOnlySpan<byte> text, int count) => TextCharacter.LengthOf(text, count, Characters);

    /// <summary>The longest start of <paramref name="value"/> that the type can hold, cut between characters.</summary>
    public ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> value)
    {
        if (value.Length <= Math.Min(MaxCharacters, MaxBytes))
            return value;
        int end = 0;
        for (int characters = 0; end < value.Length && characters < MaxCharacters; characters++)
        {
            int length = LengthAt(value, end);
            if (length > MaxBytes - end)
                break;
            end += length;
        }
        return value[..end];
    }

    /// <summary>The value without its padding.</summary>
    public ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> value) =>
        Padding == BlankPadding.Ignored ? value.TrimEnd((byte)' ') : value;
}
