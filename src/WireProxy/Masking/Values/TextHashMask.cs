using System.Security.Cryptography;

namespace WireProxy.Masking.Values;

/// <summary>
/// The hash of the text in lower-case hexadecimal. A shorter type cuts it: <c>varchar(n)</c> then tells 16^n values apart,
/// so equal hashes stop meaning equal values when n is small.
/// </summary>
internal sealed class TextHashMask(MaskKey key, TextType type) : ValueMask
{
    private const int HexLength = HMACSHA256.HashSizeInBytes * 2;

    private readonly int _length = Math.Min(HexLength, Math.Min(type.MaxCharacters, type.MaxBytes));

    public override long MaxLength(int valueLength) => _length;

    public override int Write(ReadOnlySpan<byte> value, Span<byte> destination)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Span<byte> hex = stackalloc byte[HexLength];
        key.Authenticate(type.Trim(value), mac);
        Convert.TryToHexStringLower(mac, hex, out _);
        hex[.._length].CopyTo(destination);
        return _length;
    }
}
