using System.Numerics;
using System.Runtime.InteropServices;

namespace WireProxy.Audit.Records;

/// <summary>CRC-32C (Castagnoli), by the processor's own instruction where it has one. Finds torn writes, not forgeries: those are the chain's.</summary>
internal static class Crc32C
{
    // The instruction takes three cycles and can begin in each: long runs are computed as three lanes side by side.
    private const int LaneWords = 128;
    private const int Lanes = 3;
    private const int CopiedAtOnce = 4 * Lanes * LaneWords * sizeof(ulong);

    // What a lane of zeros makes of each value of each byte of the sum before it.
    private static readonly uint[] AfterLane = CreateAfterLane();

    public static uint Compute(ReadOnlySpan<byte> bytes) => ~Append(~0u, bytes);

    /// <summary>The same over a length word and the bytes after the commit word, so that a changed length is found too.</summary>
    public static uint OfRecord(uint length, ReadOnlySpan<byte> afterCommit) =>
        ~Append(BitOperations.Crc32C(~0u, length), afterCommit);

    /// <summary>A record's sum over its length and two parts, of which the second is copied meanwhile: both take memory's time, once.</summary>
    public static uint OfRecord(uint length, ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload, Span<byte> copy) =>
        ~AppendCopying(Append(BitOperations.Crc32C(~0u, length), header), payload, copy);

    private static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        ReadOnlySpan<byte> rest = bytes[(words.Length * sizeof(ulong))..];
        for (; words.Length >= Lanes * LaneWords; words = words[(Lanes * LaneWords)..])
            crc = AppendLanes(crc, words);
        foreach (ulong word in words)
            crc = BitOperations.Crc32C(crc, word);
        foreach (byte last in rest)
            crc = BitOperations.Crc32C(crc, last);
        return crc;
    }

    // Piece by piece: what was just copied is summed while it is in the first-level cache.
    private static uint AppendCopying(uint crc, ReadOnlySpan<byte> bytes, Span<byte> copy)
    {
        while (!bytes.IsEmpty)
        {
            ReadOnlySpan<byte> piece = bytes[..Math.Min(CopiedAtOnce, bytes.Length)];
            piece.CopyTo(copy);
            crc = Append(crc, piece);
            bytes = bytes[piece.Length..];
            copy = copy[piece.Length..];
        }
        return crc;
    }

    private static uint AppendLanes(uint first, ReadOnlySpan<ulong> words)
    {
        ReadOnlySpan<ulong> firstLane = words[..LaneWords];
        ReadOnlySpan<ulong> secondLane = words.Slice(LaneWords, LaneWords);
        ReadOnlySpan<ulong> thirdLane = words.Slice(2 * LaneWords, LaneWords);
        uint second = 0;
        uint third = 0;
        for (int at = 0; at < LaneWords; at++)
        {
            first = BitOperations.Crc32C(first, firstLane[at]);
            second = BitOperations.Crc32C(second, secondLane[at]);
            third = BitOperations.Crc32C(third, thirdLane[at]);
        }
        return Shift(Shift(first) ^ second) ^ third;
    }

    // A sum is linear in what it begins with, so bytes of that can be looked up one by one.
    private static uint Shift(uint crc) =>
        AfterLane[(byte)crc] ^ AfterLane[256 + (byte)(crc >> 8)] ^ AfterLane[512 + (byte)(crc >> 16)] ^ AfterLane[768 + (byte)(crc >> 24)];

    private static uint[] CreateAfterLane()
    {
        uint[] after = new uint[4 * 256];
        for (int at = 0; at < after.Length; at++)
        {
            uint crc = (uint)(byte)at << (8 * (at / 256));
            for (int word = 0; word < LaneWords; word++)
                crc = BitOperations.Crc32C(crc, 0ul);
            after[at] = crc;
        }
        return after;
    }
}
