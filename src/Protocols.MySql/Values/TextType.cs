namespace WireProxy.Protocols.MySql.Values;

/// <summary>
/// A column whose values are plain text, the same bytes in both formats: CHAR, VARCHAR and the TEXTs. Not ENUM, SET and
/// JSON, of which a part is no value, and not BLOBs.
/// </summary>
/// <param name="Encoding">How its bytes make characters.</param>
/// <param name="MaxCharacters">The declared limit in characters.</param>
/// <param name="MaxBytes">The same in bytes.</param>
/// <param name="Padding">What blanks at the end mean.</param>
public readonly record struct TextType(CharacterEncoding Encoding, int MaxCharacters, int MaxBytes, BlankPadding Padding)
{
    /// <summary>False when the type is not a plain text; then character masks do not apply to it.</summary>
    public static bool TryGet(ColumnType column, out TextType type)
    {
        int maxBytes = (int)Math.Min(column.Length, int.MaxValue);
        type = new TextType(column.CharacterSet.Encoding, maxBytes / column.CharacterSet.MaxBytesPerCharacter, maxBytes,
            column.Type == FieldType.String ? BlankPadding.Ignored : BlankPadding.Significant);
        bool isString = column.Type is FieldType.VarChar or (>= FieldType.TinyBlob and <= FieldType.String);
        return isString && column.Extended == ExtendedType.None
            && (column.Flags & (FieldFlags.Enum | FieldFlags.Set)) == 0
            && type.Encoding is not (CharacterEncoding.Binary or CharacterEncoding.Unsafe);
    }

    /// <summary>The longest start of <paramref name="value"/> that the type can hold, cut between characters.</summary>
    public ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> value)
    {
        if (value.Length <= Math.Min(MaxCharacters, MaxBytes))
            return value;
        int end = 0;
        for (int characters = 0; end < value.Length && characters < MaxCharacters; characters++)
        {
            int length = TextCharacter.LengthAt(value, end, Encoding);
            if (length > MaxBytes - end)
                break;
            end += length;
        }
        return value[..end];
    }

    /// <summary>The value without its padding, which the server sends under PAD_CHAR_TO_FULL_LENGTH.</summary>
    public ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> value) =>
        Padding == BlankPadding.Ignored ? value.TrimEnd((byte)' ') : value;
}
