using System.Text;

namespace WireProxy.Protocols.MySql.Values;

/// <summary>
/// The value of a type that tells nothing and that every client can decode: zero, empty, the first day of 2000 (which
/// TIMESTAMP has in every time zone, unlike 1970). Without the length that may come before it.
/// </summary>
public static class NeutralValue
{
    private const int MaxFraction = 6;
    private const int MaxScale = 38;
    private const int MaxBits = 64;

    /// <summary>The bytes of the value; null, that is NULL, for a type without one.</summary>
    public static byte[]? For(ColumnType column, RowFormat format) => column.Type switch
    {
        FieldType.Tiny or FieldType.Short or FieldType.Int24 or FieldType.Long or FieldType.LongLong
            or FieldType.Float or FieldType.Double => Number(column.Type, format),
        FieldType.Decimal or FieldType.NewDecimal => Ascii("0" + Fraction(column.Decimals, MaxScale)),
        FieldType.Year => format == RowFormat.Text ? "2000"u8.ToArray() : [0xD0, 0x07],
        FieldType.Date => format == RowFormat.Text ? "2000-01-01"u8.ToArray() : BinaryDate(),
        FieldType.DateTime or FieldType.Timestamp => format == RowFormat.Text
            ? Ascii("2000-01-01 00:00:00" + Fraction(column.Decimals, MaxFraction))
            : BinaryDate(),
        FieldType.Time => format == RowFormat.Text ? Ascii("00:00:00" + Fraction(column.Decimals, MaxFraction)) : [],
        FieldType.Bit => new byte[(Math.Clamp(column.Length, 1, MaxBits) + 7) / 8],
        // null decodes into every target: an object, a list or a string alike. {} would break a client that reads a list.
        FieldType.Json => "null"u8.ToArray(),
        FieldType.Vector => new byte[sizeof(float)],
        FieldType.Geometry => NeutralGeometry.For(column.Extended),
        FieldType.VarChar or (>= FieldType.Enum and <= FieldType.String) => String(column.Extended),
        _ => null,
    };

    private static byte[] Number(FieldType type, RowFormat format) =>
        format == RowFormat.Text ? "0"u8.ToArray() : new byte[BinaryValue.FixedSize(type)];

    // Int16 year, Int8 month, Int8 day; midnight is left out, as the servers do
    private static byte[] BinaryDate() => [0xD0, 0x07, 1, 1];

    /// <summary>Texts: what a mask shows is the mask's business, the empty string is valid for all, for ENUM and SET, too.</summary>
    private static byte[]? String(ExtendedType extended) => extended switch
    {
        ExtendedType.None => [],
        ExtendedType.Json => "null"u8.ToArray(),
        ExtendedType.Uuid => "00000000-0000-0000-0000-000000000000"u8.ToArray(),
        ExtendedType.Inet4 => "0.0.0.0"u8.ToArray(),
        ExtendedType.Inet6 => "::"u8.ToArray(),
        _ => null,
    };

    /// <summary>A number of digits above the largest means that there is no fixed number.</summary>
    private static string Fraction(byte decimals, int max) =>
        decimals is 0 || decimals > max ? "" : "." + new string('0', decimals);

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);
}
