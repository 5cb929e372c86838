using System.Buffers.Binary;
using System.Buffers.Text;
using WireProxy.Masking.Values;
using WireProxy.Protocols.MySql.Values;

namespace WireProxy.Masking.MySql.Values;

/// <summary>A non-negative integer that the type can hold, signed or not, from the hash of the value.</summary>
internal sealed class IntegerHashMask(MaskKey key, int bits, RowFormat format) : ValueMask
{
    private const int MaxDigits = 19;
    private const int MediumIntBits = 24;

    // A MEDIUMINT takes four bytes in a binary row.
    private readonly int _width = bits == MediumIntBits ? sizeof(int) : bits / 8;

    /// <summary>The width of an integer type; null for other types.</summary>
    public static int? BitsOf(FieldType type) => type switch
    {
        FieldType.Int24 => MediumIntBits,
        FieldType.Tiny or FieldType.Short or FieldType.Long or FieldType.LongLong => BinaryValue.FixedSize(type) * 8,
        _ => null,
    };

    public override long MaxLength(int valueLength) => format == RowFormat.Text ? MaxDigits : _width;

    public override int Write(ReadOnlySpan<byte> value, Span<byte> destination)
    {
        long masked = TryRead(value, out long number) ? IntegerHash.Of(key, number, bits) : 0;
        if (format == RowFormat.Text)
        {
            Utf8Formatter.TryFormat(masked, destination, out int written);
            return written;
        }
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, masked);
        bytes[.._width].CopyTo(destination);
        return _width;
    }

    /// <summary>Reads a number modulo the type's width: so a value has one hash, whether its column is called unsigned or not.</summary>
    private bool TryRead(ReadOnlySpan<byte> value, out long number)
    {
        number = 0;
        if (format == RowFormat.Text && !TryParse(value, out number))
            return false;
        if (format == RowFormat.Binary)
        {
            if (value.Length != _width)
                return false;
            Span<byte> bytes = stackalloc byte[sizeof(long)];
            bytes.Clear();
            value.CopyTo(bytes);
            number = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        }
        int excess = (sizeof(long) - _width) * 8;
        number = number << excess >> excess;
        return true;
    }

    private static bool TryParse(ReadOnlySpan<byte> text, out long number)
    {
        if (Utf8Parser.TryParse(text, out number, out int consumed) && consumed == text.Length)
            return true;
        bool parsed = Utf8Parser.TryParse(text, out ulong unsigned, out consumed) && consumed == text.Length;
        number = unchecked((long)unsigned);
        return parsed;
    }
}
