using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using WireProxy.Protocols.Postgres.Values;

namespace WireProxy.Recording.Postgres.Values;

/// <summary>Puts a value of the wire into the text that the server would have sent for it.</summary>
internal static class ValueText
{
    private const uint Xid = 28, Cid = 29, Xml = 142, Jsonpath = 4072, Varbit = 1562, RegProc = 24;
    private const uint FirstReg = 2202, LastReg = 2206;

    /// <summary>Null for a binary value that this can not read.</summary>
    public static string? Of(uint type, FieldFormat format, ReadOnlySpan<byte> value) =>
        format == FieldFormat.Text ? Encoding.UTF8.GetString(value) : OfBinary(type, value);

    private static string? OfBinary(uint type, ReadOnlySpan<byte> value) => type switch
    {
        TypeOid.Text or TypeOid.VarChar or TypeOid.BpChar or TypeOid.Name or TypeOid.Char or TypeOid.Unknown or TypeOid.CString
            or TypeOid.Json or Xml => Encoding.UTF8.GetString(value),
        TypeOid.Jsonb or Jsonpath when value is [1, ..] => Encoding.UTF8.GetString(value[1..]),
        TypeOid.Bytea => "\\x" + Convert.ToHexStringLower(value),
        TypeOid.Bit or Varbit => Bits(value),
        _ when TypeName.FindElement(type) is { } element => ArrayText.Of(element, value),
        _ => value.Length switch
        {
            1 or 2 or 4 or 8 or 16 => OfFixed(type, value) ?? OfVarying(type, value),
            _ => OfVarying(type, value),
        },
    };

    private static string? OfFixed(uint type, ReadOnlySpan<byte> value) => (type, value.Length) switch
    {
        (TypeOid.Bool, 1) => value[0] == 0 ? "f" : "t",
        (TypeOid.Int2, 2) => Number(BinaryPrimitives.ReadInt16BigEndian(value)),
        (TypeOid.Int4, 4) => Number(BinaryPrimitives.ReadInt32BigEndian(value)),
        (TypeOid.Int8, 8) => Number(BinaryPrimitives.ReadInt64BigEndian(value)),
        (TypeOid.Oid or Xid or Cid or RegProc or (>= FirstReg and <= LastReg), 4) => Number(BinaryPrimitives.ReadUInt32BigEndian(value)),
        (TypeOid.Float4, 4) => Float(BinaryPrimitives.ReadSingleBigEndian(value), CultureInfo.InvariantCulture),
        (TypeOid.Float8, 8) => Float(BinaryPrimitives.ReadDoubleBigEndian(value), CultureInfo.InvariantCulture),
        (TypeOid.Uuid, 16) => new Guid(value, bigEndian: true).ToString("D"),
        _ => null,
    };

    private static string? OfVarying(uint type, ReadOnlySpan<byte> value) => type switch
    {
        TypeOid.Numeric => NumericText.Of(value),
        _ => DateTimeText.Of(type, value) ?? AddressText.Of(type, value),
    };

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Float<T>(T value, IFormatProvider culture)
        where T : System.Numerics.IFloatingPoint<T>
    {
        string text = value.ToString("R", culture);
        return T.IsFinite(value) ? text.ToLowerInvariant() : text;
    }

    // Int32 number of bits, then the bits, the first one highest.
    private static string? Bits(ReadOnlySpan<byte> value)
    {
        if (value.Length < 4)
            return null;
        int count = BinaryPrimitives.ReadInt32BigEndian(value);
        ReadOnlySpan<byte> bits = value[4..];
        if (count < 0 || (count + 7L) / 8 != bits.Length)
            return null;
        var text = new StringBuilder(count);
        for (int i = 0; i < count; i++)
            text.Append((bits[i / 8] >> (7 - (i % 8)) & 1) == 1 ? '1' : '0');
        return text.ToString();
    }
}
