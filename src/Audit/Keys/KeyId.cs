using System.Buffers.Binary;
using System.Security.Cryptography;

namespace WireProxy.Audit.Keys;

/// <summary>Names a master key: the first 8 bytes of a hash of it, so that a key can not stand under another's name.</summary>
public readonly record struct KeyId
{
    /// <summary>Bytes of the binary form.</summary>
    public const int Size = 8;

    private readonly ulong _value;

    private KeyId(ulong value) => _value = value;

    public static KeyId Of(ReadOnlySpan<byte> key)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, "wireproxy audit key id"u8, hash);
        return Read(hash);
    }

    public static KeyId Read(ReadOnlySpan<byte> source) => new(BinaryPrimitives.ReadUInt64BigEndian(source));

    public void Write(Span<byte> destination) => BinaryPrimitives.WriteUInt64BigEndian(destination, _value);

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        Write(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
