using System.Text;

namespace WireProxy.Masking.Values;

/// <summary>Makes the masks of columns whose values are plain texts; what they write is valid for the column's type.</summary>
internal static class TextMask
{
    private static readonly byte[] Hidden = "****"u8.ToArray();

    public static ValueMask For(MaskSpec spec, TextType type, MaskKey key)
    {
        byte[] fill = Fill(spec.Char, type);
        return spec.Kind switch
        {
            MaskKind.Null => ConstantMask.Nulls,
            MaskKind.Fixed when Constant(spec.Value, type) is { } value => new ConstantMask(value),
            MaskKind.Hash => new TextHashMask(key, type),
            MaskKind.Last4 => new KeepEndsMask(0, 4, fill, type),
            MaskKind.Partial => new KeepEndsMask(Math.Max(spec.First, 0), Math.Max(spec.Last, 0), fill, type),
            MaskKind.Email => new EmailMask(Full(type), type),
            _ => new ConstantMask(Full(type)),
        };
    }

    /// <summary>Tells nothing of the value, not even its length.</summary>
    public static byte[] Full(TextType type) => type.Cut(Hidden).ToArray();

    /// <summary>The configured text as the column can hold it; null if it can not.</summary>
    private static byte[]? Constant(string? value, TextType type)
    {
        if (value is null || value.Contains('\0', StringComparison.Ordinal))
            return null;
        if (type.Characters != CharacterWidth.Utf8 && !Ascii.IsValid(value))
            return null;
        return type.Cut(Encoding.UTF8.GetBytes(value)).ToArray();
    }

    /// <summary>
    /// What stands for a hidden character: the configured one, unless it is none that a text can hold or would make the
    /// value longer than a type that is limited in bytes.
    /// </summary>
    private static byte[] Fill(char character, TextType type)
    {
        bool fits = char.IsAscii(character) || (type.Characters == CharacterWidth.Utf8 && type.MaxBytes == int.MaxValue);
        return char.IsControl(character) || char.IsSurrogate(character) || !fits
            ? "*"u8.ToArray()
            : Encoding.UTF8.GetBytes([character]);
    }
}
