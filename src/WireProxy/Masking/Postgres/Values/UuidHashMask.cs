using System.Buffers.Text;
using System.Security.Cryptography;
using WireProxy.Masking.Values;
using WireProxy.Protocols.Postgres.Values;

namespace WireProxy.Masking.Postgres.Values;

/// <summary>
/// A UUID of version 8, the one for values of the maker's own design (RFC 9562, 5.8), from the hash of its 16 bytes.
/// </summary>
internal sealed class UuidHashMask(MaskKey key, FieldFormat format) : ValueMask
{
    private const int Length = 16;
    private const int TextLength = 36;

    public override long MaxLength(int valueLength) => format == FieldFormat.Text ? TextLength : Length;

    public override int Write(ReadOnlySpan<byte> value, Span<byte> destination)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Span<byte> uuid = stackalloc byte[Length];
        uuid.Clear();
        if (TryRead(value, uuid))
        {
            key.Authenticate(uuid, mac);
            mac[..Length].CopyTo(uuid);
            uuid[6] = (byte)((uuid[6] & 0x0F) | 0x80); // version
            uuid[8] = (byte)((uuid[8] & 0x3F) | 0x80); // variant
        }
        if (format == FieldFormat.Text)
        {
            Utf8Formatter.TryFormat(new Guid(uuid, bigEndian: true), destination, out int written);
            return written;
        }
        uuid.CopyTo(destination);
        return Length;
    }

    private bool TryRead(ReadOnlySpan<byte> value, Span<byte> uuid)
    {
        if (format == FieldFormat.Binary)
            return value.Length == Length && value.TryCopyTo(uuid);
        return Utf8Parser.TryParse(value, out Guid parsed, out int consumed) && consumed == value.Length
            && parsed.TryWriteBytes(uuid, bigEndian: true, out _);
    }
}
