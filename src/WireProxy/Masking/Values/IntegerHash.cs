using System.Buffers.Binary;
using System.Security.Cryptography;

namespace WireProxy.Masking.Values;

/// <summary>
/// A non-negative integer from the hash of a number as a big-endian Int64, so that every format and byte order agrees.
/// Narrow types collide: 16 bits have only 32768 hashes.
/// </summary>
internal static class IntegerHash
{
    /// <param name="key">Of the hash.</param>
    /// <param name="number">What is hashed.</param>
    /// <param name="bits">The width of the result's type; its highest bit stays 0.</param>
    public static long Of(MaskKey key, long number, int bits)
    {
        Span<byte> message = stackalloc byte[sizeof(long)];
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        BinaryPrimitives.WriteInt64BigEndian(message, number);
        key.Authenticate(message, mac);
        return (long)(BinaryPrimitives.ReadUInt64BigEndian(mac) >> (64 - bits + 1));
    }
}
