using System.Numerics;
using System.Runtime.InteropServices;

namespace WireProxy.Audit.Records;

/// <summary>CRC-32C (Castagnoli), by the processor's own instruction where it has one. Finds torn writes, not forgeries: those are the chain's.</summary>
internal static class Crc32C
{
    public static uint Compute(ReadOnlySpan<byte> bytes) => ~Append(~0u, bytes);

    /// <summary>The same over a length word and the bytes after the commit word, so that a changed length is found too.</summary>
    public static uint OfRecord(uint length, ReadOnlySpan<byte> afterCommit) =>
        ~Append(BitOperations.Crc32C(~0u, length), afterCommit);

    private static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (ulong word in words)
            crc = BitOperations.Crc32C(crc, word);
        foreach (byte rest in bytes[(words.Length * sizeof(ulong))..])
            crc = BitOperations.Crc32C(crc, rest);
        return crc;
    }
}
