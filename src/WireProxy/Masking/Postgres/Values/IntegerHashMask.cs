using System.Buffers.Binary;
using System.Buffers.Text;
using WireProxy.Masking.Values;
using WireProxy.Protocols.Postgres.Values;

namespace WireProxy.Masking.Postgres.Values;

/// <summary>A non-negative integer of the same width from the hash of the value.</summary>
internal sealed class IntegerHashMask(MaskKey key, uint typeOid, FieldFormat format) : ValueMask
{
    private const int MaxDigits = 19;

    private readonly int _width = typeOid switch
    {
        TypeOid.Int2 => sizeof(short),
        TypeOid.Int8 => sizeof(long),
        _ => sizeof(int),
    };

    public override long MaxLength(int valueLength) => format == FieldFormat.Text ? MaxDigits : _width;

    public override int Write(ReadOnlySpan<byte> value, Span<byte> destination)
    {
        long masked = TryRead(value, out long number) ? IntegerHash.Of(key, number, _width * 8) : 0;
        if (format == FieldFormat.Text)
        {
            Utf8Formatter.TryFormat(masked, destination, out int written);
            return written;
        }
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, masked);
        bytes[^_width..].CopyTo(destination);
        return _width;
    }

    private bool TryRead(ReadOnlySpan<byte> value, out long number)
    {
        if (format == FieldFormat.Text)
            return Utf8Parser.TryParse(value, out number, out int consumed) && consumed == value.Length;
        number = 0;
        if (value.Length != _width)
            return false;
        number = typeOid switch
        {
            TypeOid.Int2 => BinaryPrimitives.ReadInt16BigEndian(value),
            TypeOid.Int8 => BinaryPrimitives.ReadInt64BigEndian(value),
            TypeOid.Oid => BinaryPrimitives.ReadUInt32BigEndian(value),
            _ => BinaryPrimitives.ReadInt32BigEndian(value),
        };
        return true;
    }
}
