using System.Buffers.Binary;

namespace WireProxy.Replay.Exporters.Pcapng;

/// <summary>The ones' complement sum of IP and TCP (RFC 1071).</summary>
internal static class InternetChecksum
{
    /// <summary>The sum of 16-bit words, added to one of what came before; an odd last byte is the high half of a word.</summary>
    public static ulong Sum(ReadOnlySpan<byte> bytes, ulong before = 0)
    {
        ulong sum = before;
        for (; bytes.Length >= 2; bytes = bytes[2..])
            sum += BinaryPrimitives.ReadUInt16BigEndian(bytes);
        return bytes.IsEmpty ? sum : sum + ((ulong)bytes[0] << 8);
    }

    public static ushort Of(ulong sum)
    {
        while (sum >> 16 != 0)
            sum = (sum & 0xFFFF) + (sum >> 16);
        return (ushort)~sum;
    }
}
