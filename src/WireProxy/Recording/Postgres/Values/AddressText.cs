using System.Globalization;
using System.Net;

namespace WireProxy.Recording.Postgres.Values;

/// <summary>The text of binary network addresses.</summary>
internal static class AddressText
{
    private const uint Cidr = 650, Inet = 869, MacAddr = 829, MacAddr8 = 774;

    public static string? Of(uint type, ReadOnlySpan<byte> value) => type switch
    {
        Cidr or Inet => Network(type, value),
        MacAddr when value.Length == 6 => Hardware(value),
        MacAddr8 when value.Length == 8 => Hardware(value),
        _ => null,
    };

    // Byte family (2 or 3), bits, is cidr, length, then the address.
    private static string? Network(uint type, ReadOnlySpan<byte> value)
    {
        if (value.Length is not (8 or 20) || value[3] != value.Length - 4)
            return null;
        string address = new IPAddress(value[4..]).ToString();
        bool isHost = value[1] == value[3] * 8;
        return type == Inet && isHost ? address : string.Create(CultureInfo.InvariantCulture, $"{address}/{value[1]}");
    }

    private static string Hardware(ReadOnlySpan<byte> value) => string.Join(':', value.ToArray().Select(part => part.ToString("x2", CultureInfo.InvariantCulture)));
}
