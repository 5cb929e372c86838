using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Values;

namespace WireProxy.Protocols.MySql.Commands;

/// <summary>The type of a parameter as the client names it.</summary>
/// <param name="Type">The type code.</param>
/// <param name="Flags">Whether it is unsigned.</param>
public readonly record struct ParameterType(FieldType Type, FieldFlags Flags)
{
    private const int UnsignedBit = 0x8000;

    /// <exception cref="MySqlProtocolException">There is no such type.</exception>
    internal static ParameterType Read(scoped ref PayloadReader reader)
    {
        int word = reader.ReadUInt16();
        int type = word & ~UnsignedBit;
        return type <= byte.MaxValue
            ? new ParameterType((FieldType)type, (word & UnsignedBit) != 0 ? FieldFlags.Unsigned : FieldFlags.None)
            : throw new MySqlProtocolException($"unknown parameter type {type}");
    }
}
