using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using WireProxy.Protocols.Postgres.Values;

namespace WireProxy.Masking.Values;

/// <summary>
/// A non-negative integer of the same width from the hash of the value as a big-endian Int64, so that both formats agree.
/// Narrow types collide: <c>int2</c> has only 32768 hashes.
/// </summary>
internal sealed class IntegerHashMask(MaskKey key, int width, FieldFormat format) : ValueMask
{
    private const int MaxDigits = 19;

    public override long MaxLength(int valueLength) => format == FieldFormat.Text ? MaxDigits : width;

    public override int Write(ReadOnlySpan<byte> value, Span<byte> destination)
    {
        long masked = TryRead(value, out long number) ? Hash(number) : 0;
        if (format == FieldFormat.Text)
        {
            Utf8Formatter.TryFormat(masked, destination, out int written);
            return written;
        }
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, masked);
        bytes[^width..].CopyTo(destination);
        return width;
    }

    private bool TryRead(ReadOnlySpan<byte> value, out long number)
    {
        if (format == FieldFormat.Text)
            return Utf8Parser.TryParse(value, out number, out int consumed) && consumed == value.Length;
        number = 0;
        if (value.Length != width)
            return false;
        foreach (byte next in value)
            number = (number << 8) | next;
        return true;
    }

    /// <summary>Only the low bytes count, so that a negative number and an OID above 2^31 hash as in binary.</summary>
    private long Hash(long number)
    {
        int unused = 64 - (width * 8);
        Span<byte> message = stackalloc byte[sizeof(long)];
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        BinaryPrimitives.WriteInt64BigEndian(message, number << unused >> unused);
        key.Authenticate(message, mac);
        return (long)(BinaryPrimitives.ReadUInt64BigEndian(mac) >> (unused + 1));
    }
}
