using WireProxy.Protocols.MySql.Framing;

namespace WireProxy.Protocols.MySql.Tests.Framing;

/// <summary>Takes written packets apart again.</summary>
internal static class Packets
{
    /// <summary>The headers, and the payload that they carry together.</summary>
    public static (List<PacketHeader> Headers, byte[] Payload) Split(ReadOnlySpan<byte> bytes)
    {
        var headers = new List<PacketHeader>();
        var payload = new List<byte>();
        while (!bytes.IsEmpty)
        {
            PacketHeader header = PacketHeader.Read(bytes);
            headers.Add(header);
            payload.AddRange(bytes.Slice(PacketHeader.Size, header.PayloadLength));
            bytes = bytes[header.TotalLength..];
        }
        return (headers, [.. payload]);
    }
}
