using WireProxy.Protocols.MySql.Framing;

namespace WireProxy.Protocols.MySql.Values;

/// <summary>The values of the binary format (protocols reference 2.D).</summary>
public static class BinaryValue
{
    /// <summary>A moment with the displacement of its time zone, which only clients send.</summary>
    private const byte ZonedDateTimeLength = 13;

    public static BinaryLayout LayoutOf(FieldType type) => type switch
    {
        FieldType.Date or FieldType.DateTime or FieldType.Timestamp => BinaryLayout.DateTime,
        FieldType.Time => BinaryLayout.Time,
        FieldType.Decimal or FieldType.NewDecimal or FieldType.VarChar or FieldType.Bit or FieldType.Vector
            or FieldType.Json or (>= FieldType.Enum and <= FieldType.Geometry) => BinaryLayout.LengthEncoded,
        _ => FixedSize(type) > 0 ? BinaryLayout.Fixed : BinaryLayout.None,
    };

    /// <summary>The bytes of every value of a type with <see cref="BinaryLayout.Fixed"/>; 0 for the others.</summary>
    public static int FixedSize(FieldType type) => type switch
    {
        FieldType.Tiny => 1,
        FieldType.Short or FieldType.Year => 2,
        FieldType.Long or FieldType.Int24 or FieldType.Float => 4,
        FieldType.LongLong or FieldType.Double => 8,
        _ => 0,
    };

    /// <summary>Whether a value of the type, without the length before it, can have so many bytes.</summary>
    public static bool IsLength(FieldType type, int length) => LayoutOf(type) switch
    {
        BinaryLayout.LengthEncoded => true,
        BinaryLayout.DateTime => length is 0 or 4 or 7 or 11,
        BinaryLayout.Time => length is 0 or 8 or 12,
        BinaryLayout.Fixed => length == FixedSize(type),
        _ => false,
    };

    /// <summary>Reads one value and returns it without its length.</summary>
    /// <exception cref="MySqlProtocolException">The value is cut short, or of a length or type that no server sends.</exception>
    internal static ReadOnlySpan<byte> ReadContent(scoped ref PayloadReader reader, FieldType type)
    {
        BinaryLayout layout = LayoutOf(type);
        if (layout == BinaryLayout.LengthEncoded)
            return reader.ReadLengthEncodedString();
        if (layout == BinaryLayout.None)
            throw new MySqlProtocolException($"type {(byte)type} has no binary values");
        int length = layout == BinaryLayout.Fixed ? FixedSize(type) : reader.ReadByte();
        return IsLength(type, length)
            ? reader.ReadBytes(length)
            : throw new MySqlProtocolException($"{type} of {length} bytes");
    }

    /// <summary>Reads the value of a parameter, and returns it without its length.</summary>
    /// <exception cref="MySqlProtocolException">The value is cut short, or of a length or type that servers do not read alike.</exception>
    internal static ReadOnlySpan<byte> ReadParameter(scoped ref PayloadReader reader, FieldType type)
    {
        // MySQL sends these two as numbers and reads them as texts. Nobody uses them, and two readings would be two statements.
        if (type is FieldType.Int24 or FieldType.Year)
            throw new MySqlProtocolException($"parameter of type {type}");
        if (type is not (FieldType.DateTime or FieldType.Timestamp) || reader.Rest is not [ZonedDateTimeLength, ..])
            return ReadContent(ref reader, type);
        reader.ReadByte();
        return reader.ReadBytes(ZonedDateTimeLength);
    }
}
