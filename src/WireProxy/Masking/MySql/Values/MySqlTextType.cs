using WireProxy.Masking.Values;
using WireProxy.Protocols.MySql.Values;
using TextType = WireProxy.Masking.Values.TextType;

namespace WireProxy.Masking.MySql.Values;

/// <summary>
/// MySQL's columns whose values are plain text: CHAR, VARCHAR and the TEXTs. Not ENUM, SET and JSON, of which a part is no
/// value, and not BLOBs. Texts in an encoding whose characters can not be found by looking at bytes are none, either.
/// </summary>
internal static class MySqlTextType
{
    public static bool TryGet(ColumnType column, out TextType type)
    {
        type = default;
        bool isString = column.Type is FieldType.VarChar or (>= FieldType.TinyBlob and <= FieldType.String)
            && column.Extended == ExtendedType.None && (column.Flags & (FieldFlags.Enum | FieldFlags.Set)) == 0;
        if (!isString || WidthOf(column.CharacterSet.Encoding) is not { } width)
            return false;
        int maxBytes = (int)Math.Min(column.Length, int.MaxValue);
        // The server sends the padding of CHAR under PAD_CHAR_TO_FULL_LENGTH.
        type = new TextType(width, maxBytes / column.CharacterSet.MaxBytesPerCharacter, maxBytes,
            column.Type == FieldType.String ? WireProxy.Masking.Values.BlankPadding.Ignored : WireProxy.Masking.Values.BlankPadding.Significant);
        return true;
    }

    private static CharacterWidth? WidthOf(CharacterEncoding encoding) => encoding switch
    {
        CharacterEncoding.Utf8 => CharacterWidth.Utf8,
        CharacterEncoding.SingleByte => CharacterWidth.OneByte,
        CharacterEncoding.Euc => CharacterWidth.Euc,
        _ => null,
    };
}
