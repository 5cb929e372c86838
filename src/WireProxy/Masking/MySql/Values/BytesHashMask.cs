using System.Security.Cryptography;
using WireProxy.Masking.Values;

namespace WireProxy.Masking.MySql.Values;

/// <summary>The 32 bytes of the hash, cut to the column: <c>BINARY(4)</c> tells few values apart.</summary>
internal sealed class BytesHashMask(MaskKey key, uint columnLength) : ValueMask
{
    private readonly int _length = (int)Math.Min(columnLength, HMACSHA256.HashSizeInBytes);

    public override long MaxLength(int valueLength) => _length;

    public override int Write(ReadOnlySpan<byte> value, Span<byte> destination)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        key.Authenticate(value, mac);
        mac[.._length].CopyTo(destination);
        return _length;
    }
}
