using System.Buffers.Binary;
using System.Globalization;
using WireProxy.Protocols.MySql.Values;

namespace WireProxy.Recording.MySql.Values;

/// <summary>Puts a value of a row or parameter into the text that the server would have sent for it; bytes as <c>0x...</c>.</summary>
internal static class ValueText
{
    private const byte NotFixed = 31;
    private const int SmallestPlainExponent = -15;

    /// <summary>A value of a text row.</summary>
    public static string OfText(in ColumnType column, ReadOnlySpan<byte> value) =>
        IsBytes(column) ? Bytes(value) : SessionText.Of(column.CharacterSet).Read(value);

    /// <summary>A value of a binary row or a parameter, without the length before it.</summary>
    public static string OfBinary(in ColumnType column, ReadOnlySpan<byte> value) => BinaryValue.LayoutOf(column.Type) switch
    {
        BinaryLayout.Fixed when value.Length == BinaryValue.FixedSize(column.Type) => Number(column, value),
        BinaryLayout.DateTime => DateTimeText.Of(column.Type, column.Decimals, value),
        BinaryLayout.Time => DateTimeText.OfTime(column.Decimals, value),
        BinaryLayout.LengthEncoded => OfText(column, value),
        _ => Bytes(value),
    };

    public static string Bytes(ReadOnlySpan<byte> value) => "0x" + Convert.ToHexString(value);

    // The character set of numbers and dates is binary, too, and they are texts all the same.
    private static bool IsBytes(in ColumnType column) => column.Type switch
    {
        FieldType.Bit or FieldType.Geometry or FieldType.Vector => true,
        FieldType.VarChar or FieldType.VarString or FieldType.String or (>= FieldType.TinyBlob and <= FieldType.Blob) =>
            column.CharacterSet == CharacterSetId.Binary,
        _ => false,
    };

    private static string Number(in ColumnType column, ReadOnlySpan<byte> value)
    {
        bool isUnsigned = column.Flags.HasFlag(FieldFlags.Unsigned);
        switch (column.Type)
        {
            case FieldType.Float:
                return Float(BinaryPrimitives.ReadSingleLittleEndian(value), column.Decimals);
            case FieldType.Double:
                return Float(BinaryPrimitives.ReadDoubleLittleEndian(value), column.Decimals);
            case FieldType.Year:
                return BinaryPrimitives.ReadUInt16LittleEndian(value).ToString("0000", CultureInfo.InvariantCulture);
        }
        string text = value.Length switch
        {
            1 => isUnsigned ? Text(value[0]) : Text((sbyte)value[0]),
            2 => isUnsigned ? Text(BinaryPrimitives.ReadUInt16LittleEndian(value)) : Text(BinaryPrimitives.ReadInt16LittleEndian(value)),
            4 => isUnsigned ? Text(BinaryPrimitives.ReadUInt32LittleEndian(value)) : Text(BinaryPrimitives.ReadInt32LittleEndian(value)),
            _ => isUnsigned ? Text(BinaryPrimitives.ReadUInt64LittleEndian(value)) : Text(BinaryPrimitives.ReadInt64LittleEndian(value)),
        };
        return column.Flags.HasFlag(FieldFlags.Zerofill) ? text.PadLeft((int)Math.Min(column.Length, byte.MaxValue), '0') : text;
    }

    private static string Float<T>(T value, byte decimals)
        where T : System.Numerics.IFloatingPoint<T> =>
        decimals < NotFixed ? value.ToString($"F{decimals}", CultureInfo.InvariantCulture) : Plain(value.ToString("R", CultureInfo.InvariantCulture));

    // The servers write small numbers out where .NET begins to use exponents.
    private static string Plain(string text)
    {
        int e = text.IndexOf('E', StringComparison.Ordinal);
        if (e < 0)
            return text;
        int exponent = int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (exponent is >= 0 or < SmallestPlainExponent)
            return string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, e)}e{exponent}");
        string sign = text[0] == '-' ? "-" : "";
        string digits = text[sign.Length..e].Replace(".", "", StringComparison.Ordinal);
        return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
    }

    private static string Text<T>(T value)
        where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);
}
