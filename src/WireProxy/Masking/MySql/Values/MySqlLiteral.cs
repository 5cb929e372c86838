using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using WireProxy.Protocols.MySql.Values;

namespace WireProxy.Masking.MySql.Values;

/// <summary>Writes a value that a person configured as text the way the server would send it for a column.</summary>
internal static class MySqlLiteral
{
    private const int LongestNumber = 65; // the digits of the widest DECIMAL
    private const string DateForm = "yyyy-MM-dd";
    private const string DateTimeForm = "yyyy-MM-dd HH:mm:ss";

    private static readonly SearchValues<char> DecimalCharacters = SearchValues.Create("0123456789.");

    /// <summary>The bytes of the value; null when the text is no value of the type, or the type is not supported.</summary>
    public static byte[]? Encode(ColumnType column, RowFormat format, string text) => column switch
    {
        { Extended: ExtendedType.Json } or { Type: FieldType.Json } => Json(column, text),
        { Extended: ExtendedType.Uuid } => Guid.TryParseExact(text, "D", out Guid uuid) ? Ascii(uuid.ToString("D")) : null,
        { Extended: not ExtendedType.None } => null,
        { Type: FieldType.Tiny or FieldType.Short or FieldType.Int24 or FieldType.Long or FieldType.LongLong } => Integer(column, format, text),
        { Type: FieldType.Float or FieldType.Double } => Float(column.Type, format, text),
        { Type: FieldType.Decimal or FieldType.NewDecimal } => IsDecimal(text) ? Ascii(text) : null,
        { Type: FieldType.Date } => Date(format, text),
        { Type: FieldType.DateTime or FieldType.Timestamp } => DateAndTime(format, text),
        _ => null,
    };

    private static byte[]? Integer(ColumnType column, RowFormat format, string text)
    {
        int bits = IntegerHashMask.BitsOf(column.Type)!.Value;
        bool isUnsigned = column.Flags.HasFlag(FieldFlags.Unsigned);
        Int128 min = isUnsigned ? 0 : -(Int128.One << (bits - 1));
        Int128 max = (Int128.One << (isUnsigned ? bits : bits - 1)) - 1;
        if (!Int128.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out Int128 value)
            || value < min || value > max)
            return null;
        if (format == RowFormat.Text)
            return Ascii(value.ToString(CultureInfo.InvariantCulture));
        byte[] bytes = new byte[16];
        BinaryPrimitives.WriteInt128LittleEndian(bytes, value);
        return bytes[..BinaryValue.FixedSize(column.Type)];
    }

    private static byte[]? Float(FieldType type, RowFormat format, string text)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
            return null;
        float single = (float)value;
        if (!(type == FieldType.Float ? float.IsFinite(single) : double.IsFinite(value)))
            return null;
        if (format == RowFormat.Text)
        {
            return Ascii((type == FieldType.Float
                ? single.ToString("R", CultureInfo.InvariantCulture)
                : value.ToString("R", CultureInfo.InvariantCulture)).ToLowerInvariant());
        }
        byte[] bytes = new byte[BinaryValue.FixedSize(type)];
        if (type == FieldType.Float)
            BinaryPrimitives.WriteSingleLittleEndian(bytes, single);
        else
            BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        return bytes;
    }

    private static bool IsDecimal(string text)
    {
        ReadOnlySpan<char> digits = text.AsSpan(text.StartsWith('-') ? 1 : 0);
        int point = digits.IndexOf('.');
        return digits.Length is > 0 and <= LongestNumber && char.IsAsciiDigit(digits[0]) && char.IsAsciiDigit(digits[^1])
            && digits.LastIndexOf('.') == point && !digits.ContainsAnyExcept(DecimalCharacters);
    }

    private static byte[]? Date(RowFormat format, string text)
    {
        if (!DateTime.TryParseExact(text, DateForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime date))
            return null;
        return format == RowFormat.Text ? Ascii(text) : BinaryDate(date);
    }

    private static byte[]? DateAndTime(RowFormat format, string text)
    {
        if (!DateTime.TryParseExact(text, [DateTimeForm, DateForm], CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime moment))
            return null;
        if (format == RowFormat.Text)
            return Ascii(moment.ToString(DateTimeForm, CultureInfo.InvariantCulture));
        return moment.TimeOfDay == TimeSpan.Zero
            ? BinaryDate(moment)
            : [.. BinaryDate(moment), (byte)moment.Hour, (byte)moment.Minute, (byte)moment.Second];
    }

    // Int16 year, Int8 month, Int8 day [, Int8 hour, Int8 minute, Int8 second]
    private static byte[] BinaryDate(DateTime date) =>
        [(byte)date.Year, (byte)(date.Year >> 8), (byte)date.Month, (byte)date.Day];

    private static byte[]? Json(ColumnType column, string text)
    {
        if (!System.Text.Ascii.IsValid(text) && column.CharacterSet.Encoding is not (CharacterEncoding.Utf8 or CharacterEncoding.Binary))
            return null;
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        try
        {
            using var document = JsonDocument.Parse(bytes);
        }
        catch (JsonException)
        {
            return null;
        }
        return bytes;
    }

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);
}
