using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace WireProxy.Recording.Postgres.Values;

/// <summary>
/// The text of a binary numeric: Int16 digit count, weight of the first digit, sign, display scale, then digits of base 10000.
/// </summary>
internal static class NumericText
{
    private const int HeaderSize = 8;
    private const ushort Positive = 0, Negative = 0x4000, NaN = 0xC000, PositiveInfinity = 0xD000, NegativeInfinity = 0xF000;

    public static string? Of(ReadOnlySpan<byte> value)
    {
        if (value.Length < HeaderSize)
            return null;
        int count = BinaryPrimitives.ReadUInt16BigEndian(value);
        int weight = BinaryPrimitives.ReadInt16BigEndian(value[2..]);
        int scale = BinaryPrimitives.ReadUInt16BigEndian(value[6..]);
        ReadOnlySpan<byte> digits = value[HeaderSize..];
        if (digits.Length != count * 2)
            return null;
        return BinaryPrimitives.ReadUInt16BigEndian(value[4..]) switch
        {
            Positive => Text(digits, weight, scale),
            Negative => "-" + Text(digits, weight, scale),
            NaN => "NaN",
            PositiveInfinity => "Infinity",
            NegativeInfinity => "-Infinity",
            _ => null,
        };
    }

    private static string Text(ReadOnlySpan<byte> digits, int weight, int scale)
    {
        var text = new StringBuilder();
        for (int group = 0; group <= weight; group++)
            text.Append(Group(digits, group).ToString(group == 0 ? "0" : "0000", CultureInfo.InvariantCulture));
        if (weight < 0)
            text.Append('0');
        if (scale == 0)
            return text.ToString();
        var fraction = new StringBuilder(scale + 4);
        for (int group = weight + 1; fraction.Length < scale; group++)
            fraction.Append(Group(digits, group).ToString("0000", CultureInfo.InvariantCulture));
        return text.Append('.').Append(fraction, 0, scale).ToString();
    }

    // Zero digits at either end are not sent.
    private static int Group(ReadOnlySpan<byte> digits, int group) =>
        group >= 0 && group < digits.Length / 2 ? BinaryPrimitives.ReadUInt16BigEndian(digits[(group * 2)..]) : 0;
}
