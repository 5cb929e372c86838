using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace WireProxy.Policy;

/// <summary>
/// A fast 64-bit hash with a random seed, so that no client can choose texts that meet in one place. Not a digest: equal
/// hashes say nothing until the texts are compared.
/// </summary>
internal sealed class SeededHash
{
    private readonly ulong _first = Secret();
    private readonly ulong _second = Secret();

    public ulong Compute(ReadOnlySpan<byte> text, ulong salt)
    {
        ulong hash = Fold(salt ^ _first, (ulong)text.Length ^ _second);
        for (; text.Length > 16; text = text[16..])
            hash = Fold(Read(text) ^ _first, Read(text[8..]) ^ hash);
        Span<byte> tail = stackalloc byte[16];
        tail.Clear();
        text.CopyTo(tail);
        hash = Fold(Read(tail) ^ _second, Read(tail[8..]) ^ hash);
        return Fold(hash ^ _first, _second);
    }

    // The two halves of a 128-bit product, folded: every input bit reaches every output bit.
    private static ulong Fold(ulong left, ulong right)
    {
        ulong high = Math.BigMul(left, right, out ulong low);
        return high ^ low;
    }

    private static ulong Read(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt64LittleEndian(bytes);

    private static ulong Secret()
    {
        ulong secret = 0;
        RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(new Span<ulong>(ref secret)));
        return secret | 1;
    }
}
