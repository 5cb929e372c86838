using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Values;

namespace WireProxy.Protocols.MySql.Commands;

/// <summary>One parameter of a statement.</summary>
public readonly ref struct QueryAttribute
{
    private const int UnsignedBit = 0x8000;

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
        // The servers read these two from a row as numbers and from a client as texts: nobody sends them.
        if (type is FieldType.Int24 or FieldType.Year)
            throw new MySqlProtocolException($"parameter of type {type}");
        return BinaryValue.ReadContent(ref values, type);
    }
}
