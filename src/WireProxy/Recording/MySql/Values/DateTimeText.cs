using System.Buffers.Binary;
using System.Globalization;
using WireProxy.Protocols.MySql.Values;

namespace WireProxy.Recording.MySql.Values;

/// <summary>The text of binary dates and times. Parts that are zero at the end are not sent.</summary>
internal static class DateTimeText
{
    private const int MostDecimals = 6;

    /// <param name="type">DATE has no time, whatever was sent.</param>
    /// <param name="decimals">Digits of the fraction that the column shows.</param>
    /// <param name="value">UInt16 year, month, day [hour, minute, second [UInt32 microseconds]].</param>
    public static string Of(FieldType type, byte decimals, ReadOnlySpan<byte> value)
    {
        Span<byte> parts = stackalloc byte[11];
        parts.Clear();
        value[..Math.Min(value.Length, parts.Length)].CopyTo(parts);
        string date = string.Create(CultureInfo.InvariantCulture, $"{BinaryPrimitives.ReadUInt16LittleEndian(parts):0000}-{parts[2]:00}-{parts[3]:00}");
        if (type == FieldType.Date)
            return date;
        string time = string.Create(CultureInfo.InvariantCulture, $"{parts[4]:00}:{parts[5]:00}:{parts[6]:00}");
        return $"{date} {time}{Fraction(BinaryPrimitives.ReadUInt32LittleEndian(parts[7..]), decimals)}";
    }

    /// <param name="decimals">Digits of the fraction that the column shows.</param>
    /// <param name="value">Int8 is negative, UInt32 days, hour, minute, second [UInt32 microseconds].</param>
    public static string OfTime(byte decimals, ReadOnlySpan<byte> value)
    {
        Span<byte> parts = stackalloc byte[12];
        parts.Clear();
        value[..Math.Min(value.Length, parts.Length)].CopyTo(parts);
        long hours = (BinaryPrimitives.ReadUInt32LittleEndian(parts[1..]) * 24L) + parts[5];
        string text = string.Create(CultureInfo.InvariantCulture, $"{(parts[0] == 1 ? "-" : "")}{hours:00}:{parts[6]:00}:{parts[7]:00}");
        return text + Fraction(BinaryPrimitives.ReadUInt32LittleEndian(parts[8..]), decimals);
    }

    private static string Fraction(uint microseconds, byte decimals)
    {
        // A parameter does not say how many digits it has.
        int digits = decimals <= MostDecimals ? decimals : microseconds == 0 ? 0 : MostDecimals;
        return digits == 0 ? "" : "." + microseconds.ToString("000000", CultureInfo.InvariantCulture)[..digits];
    }
}
