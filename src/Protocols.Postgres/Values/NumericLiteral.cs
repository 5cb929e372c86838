using System.Buffers.Binary;
using System.Text;

namespace WireProxy.Protocols.Postgres.Values;

/// <summary>
/// Plain decimals. Binary: Int16 digit count, Int16 weight of the first digit, Int16 sign, Int16 display scale, then
/// digits of base 10000, without zero digits at either end.
/// </summary>
internal static class NumericLiteral
{
    private const int MaxLength = 1000;
    private const int GroupLength = 4;
    private const int HeaderLength = 8;
    private const ushort Negative = 0x4000;

    public static byte[]? Encode(FieldFormat format, string text)
    {
        bool negative = text.StartsWith('-');
        string[] parts = (negative || text.StartsWith('+') ? text[1..] : text).Split('.');
        if (text.Length > MaxLength || parts.Length > 2 || parts.All(part => part.Length == 0)
            || !parts.All(part => part.All(char.IsAsciiDigit)))
            return null;
        string whole = parts[0].TrimStart('0');
        string fraction = parts.Length == 2 ? parts[1] : "";
        negative &= (whole + fraction).Any(digit => digit != '0');
        return format == FieldFormat.Text ? ToText(negative, whole, fraction) : ToBinary(negative, whole, fraction);
    }

    private static byte[] ToText(bool negative, string whole, string fraction) => Encoding.ASCII.GetBytes(
        (negative ? "-" : "") + (whole.Length == 0 ? "0" : whole) + (fraction.Length == 0 ? "" : "." + fraction));

    private static byte[] ToBinary(bool negative, string whole, string fraction)
    {
        int wholeGroups = Groups(whole.Length);
        string digits = whole.PadLeft(wholeGroups * GroupLength, '0')
            + fraction.PadRight(Groups(fraction.Length) * GroupLength, '0');
        int first = 0, end = digits.Length / GroupLength;
        while (end > first && Group(digits, end - 1) == 0)
            end--;
        while (first < end && Group(digits, first) == 0)
            first++;
        byte[] value = new byte[HeaderLength + ((end - first) * 2)];
        Span<byte> rest = Put(value, end - first);
        rest = Put(rest, first == end ? 0 : wholeGroups - 1 - first);
        rest = Put(rest, negative ? Negative : 0);
        rest = Put(rest, fraction.Length);
        for (int i = first; i < end; i++)
            rest = Put(rest, Group(digits, i));
        return value;
    }

    private static int Groups(int digits) => (digits + GroupLength - 1) / GroupLength;

    private static int Group(string digits, int index) =>
        int.Parse(digits.AsSpan(index * GroupLength, GroupLength), System.Globalization.CultureInfo.InvariantCulture);

    private static Span<byte> Put(Span<byte> destination, int value)
    {
        BinaryPrimitives.WriteInt16BigEndian(destination, unchecked((short)value));
        return destination[2..];
    }
}
