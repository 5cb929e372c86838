using System.Buffers.Binary;
using System.Text;

namespace WireProxy.Protocols.Postgres.Values;

/// <summary>The value of a type that tells nothing and that every client can decode: zero, empty, the epoch.</summary>
public static class NeutralValue
{
    /// <summary>Wider bit strings become NULL rather than a constant of megabytes.</summary>
    private const int MaxBits = 65536;

    /// <summary>The bytes of the value; null, that is NULL, for a type without one, such as an enum or a row.</summary>
    public static byte[]? For(uint typeOid, FieldFormat format, int typeModifier)
    {
        if (typeOid == TypeOid.Bit && typeModifier > 0)
            return typeModifier > MaxBits ? null : ZeroBits(typeModifier, format);
        if (BuiltInTypes.FindElement(typeOid) is { } element)
            return format == FieldFormat.Text ? "{}"u8.ToArray() : EmptyArray(element.Oid);
        if (BuiltInTypes.Find(typeOid) is not { Text: { } text, Binary: { } binary })
            return null;
        return format == FieldFormat.Text ? Encoding.ASCII.GetBytes(text) : Convert.FromHexString(binary);
    }

    /// <summary>A <c>bit(n)</c> value has exactly n bits; the modifier is n.</summary>
    private static byte[] ZeroBits(int count, FieldFormat format)
    {
        if (format == FieldFormat.Text)
            return [.. Enumerable.Repeat((byte)'0', count)];
        byte[] value = new byte[4 + ((count + 7) / 8)];
        BinaryPrimitives.WriteInt32BigEndian(value, count);
        return value;
    }

    // Int32 dimensions, Int32 has-nulls, Int32 element type
    private static byte[] EmptyArray(uint elementOid)
    {
        byte[] value = new byte[12];
        BinaryPrimitives.WriteUInt32BigEndian(value.AsSpan(8), elementOid);
        return value;
    }
}
