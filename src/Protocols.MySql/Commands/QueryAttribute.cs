using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Values;

namespace WireProxy.Protocols.MySql.Commands;

/// <summary>One parameter of a statement.</summary>
public readonly ref struct QueryAttribute
{
    private const int UnsignedBit = 0x8000;

    /// <summary>A moment with the displacement of its time zone, which only clients send.</summary>
    private const byte ZonedDateTimeLength = 13;

    internal QueryAttribute(FieldType type, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, bool isNull)
    {
        Type = type;
        Name = name;
        Value = value;
        IsNull = isNull;
    }

    public FieldType Type { get; }

    public ReadOnlySpan<byte> Name { get; }

    /// <summary>As in a binary row, without its length.</summary>
    public ReadOnlySpan<byte> Value { get; }

    public bool IsNull { get; }

    internal static FieldType ReadType(scoped ref PayloadReader types, out ReadOnlySpan<byte> name)
    {
        int type = types.ReadUInt16() & ~UnsignedBit;
        name = types.ReadLengthEncodedString();
        return type <= byte.MaxValue
            ? (FieldType)type
            : throw new MySqlProtocolException($"unknown parameter type {type}");
    }

    internal static ReadOnlySpan<byte> ReadValue(scoped ref PayloadReader values, FieldType type)
    {
        // MySQL sends these two as numbers and reads them as texts. Nobody uses them, and two readings would be two statements.
        if (type is FieldType.Int24 or FieldType.Year)
            throw new MySqlProtocolException($"parameter of type {type}");
        if (type is not (FieldType.DateTime or FieldType.Timestamp) || values.Rest is not [ZonedDateTimeLength, ..])
            return BinaryValue.ReadContent(ref values, type);
        values.ReadByte();
        return values.ReadBytes(ZonedDateTimeLength);
    }
}
