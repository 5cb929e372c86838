using System.Buffers;
using System.Text;
using WireProxy.Protocols.MySql.Framing;

namespace WireProxy.Tests.Sessions.MySql;

/// <summary>Puts payloads into packets and takes streams of packets apart again.</summary>
internal static class Packets
{
    public static byte[] Join(params byte[][] packets) => [.. packets.SelectMany(static packet => packet)];

    public static byte[] Of(byte sequence, ReadOnlySpan<byte> payload)
    {
        var packets = new ArrayBufferWriter<byte>();
        PacketWriter.Write(payload, sequence, packets);
        return packets.WrittenSpan.ToArray();
    }

    public static byte[] Of(byte sequence, string payload) => Of(sequence, Encoding.UTF8.GetBytes(payload));

    public static IEnumerable<byte[]> Split(byte[] stream)
    {
        for (int at = 0; at < stream.Length;)
        {
            int length = PacketHeader.Read(stream.AsSpan(at)).TotalLength;
            yield return stream[at..(at + length)];
            at += length;
        }
    }

    /// <summary>Everything readable in the bytes, for asking whether something is in them.</summary>
    public static string Text(byte[] bytes) => Encoding.Latin1.GetString(bytes);
}
