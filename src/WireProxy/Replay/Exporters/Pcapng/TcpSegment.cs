using System.Buffers.Binary;
using System.Net.Sockets;

namespace WireProxy.Replay.Exporters.Pcapng;

/// <summary>Writes IP packets with one TCP segment each, checksums right.</summary>
internal static class TcpSegment
{
    private const int Ip4HeaderSize = 20, Ip6HeaderSize = 40, TcpHeaderSize = 20;
    private const byte TcpProtocol = 6, HopLimit = 64;
    private const ushort Window = 65535;

    public static byte[] Write(TcpEndpoint from, TcpEndpoint to, TcpFlags flags, ReadOnlySpan<byte> payload)
    {
        bool isVersion4 = from.Address.AddressFamily == AddressFamily.InterNetwork;
        int headerSize = isVersion4 ? Ip4HeaderSize : Ip6HeaderSize;
        byte[] packet = new byte[headerSize + TcpHeaderSize + payload.Length];
        if (isVersion4)
            WriteVersion4(packet, from, to);
        else
            WriteVersion6(packet, from, to);
        Span<byte> segment = packet.AsSpan(headerSize);
        WriteTcp(segment, from, to, flags);
        payload.CopyTo(segment[TcpHeaderSize..]);
        // Pseudo header: both addresses, protocol, length.
        ulong sum = InternetChecksum.Sum(from.Address.GetAddressBytes(), InternetChecksum.Sum(to.Address.GetAddressBytes(), TcpProtocol + (ulong)segment.Length));
        BinaryPrimitives.WriteUInt16BigEndian(segment[16..], InternetChecksum.Of(InternetChecksum.Sum(segment, sum)));
        return packet;
    }

    private static void WriteVersion4(Span<byte> packet, TcpEndpoint from, TcpEndpoint to)
    {
        // Version and header length, don't fragment; no identification is needed then.
        packet[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)packet.Length);
        packet[6] = 0x40;
        packet[8] = HopLimit;
        packet[9] = TcpProtocol;
        from.Address.TryWriteBytes(packet[12..], out _);
        to.Address.TryWriteBytes(packet[16..], out _);
        BinaryPrimitives.WriteUInt16BigEndian(packet[10..], InternetChecksum.Of(InternetChecksum.Sum(packet[..Ip4HeaderSize])));
    }

    private static void WriteVersion6(Span<byte> packet, TcpEndpoint from, TcpEndpoint to)
    {
        packet[0] = 0x60;
        BinaryPrimitives.WriteUInt16BigEndian(packet[4..], (ushort)(packet.Length - Ip6HeaderSize));
        packet[6] = TcpProtocol;
        packet[7] = HopLimit;
        from.Address.TryWriteBytes(packet[8..], out _);
        to.Address.TryWriteBytes(packet[24..], out _);
    }

    private static void WriteTcp(Span<byte> segment, TcpEndpoint from, TcpEndpoint to, TcpFlags flags)
    {
        BinaryPrimitives.WriteUInt16BigEndian(segment, from.Port);
        BinaryPrimitives.WriteUInt16BigEndian(segment[2..], to.Port);
        BinaryPrimitives.WriteUInt32BigEndian(segment[4..], from.Sequence);
        BinaryPrimitives.WriteUInt32BigEndian(segment[8..], flags.HasFlag(TcpFlags.Acknowledgment) ? to.Sequence : 0);
        segment[12] = TcpHeaderSize / 4 << 4;
        segment[13] = (byte)flags;
        BinaryPrimitives.WriteUInt16BigEndian(segment[14..], Window);
    }
}
