using System.Net;
using WireProxy.Replay.Exporters.Pcapng;

namespace WireProxy.Tests.Replay.Exporters;

public sealed class TcpSegmentTests
{
    [Fact]
    public void A_packet_is_what_the_RFCs_say()
    {
        var client = new TcpEndpoint(IPAddress.Parse("192.0.2.2"), 40000) { Sequence = 1 };
        var server = new TcpEndpoint(IPAddress.Parse("192.0.2.1"), 5432) { Sequence = 7 };

        byte[] packet = TcpSegment.Write(client, server, TcpFlags.Push | TcpFlags.Acknowledgment, "abc"u8);

        Assert.Equal(
            "4500002B000040004006B6C9" + "C0000202C0000201" + "9C40153800000001000000075018FFFF", Convert.ToHexString(packet[..36]));
        Assert.Equal("0000616263", Convert.ToHexString(packet[38..]));
        Assert.Equal(0, Folded(packet.AsSpan(0, 20), 0));
        // Pseudo header and segment sum up to nothing when the checksum is right.
        Assert.Equal(0, Folded(packet.AsSpan(20), InternetChecksum.Sum(packet.AsSpan(12, 8), 6 + 23)));
    }

    [Fact]
    public void IPv6_has_its_own_header()
    {
        var client = new TcpEndpoint(IPAddress.Parse("2001:db8::2"), 40000);
        var server = new TcpEndpoint(IPAddress.Parse("2001:db8::1"), 3306);

        byte[] packet = TcpSegment.Write(server, client, TcpFlags.Syn, []);

        Assert.Equal("60000000001406" + "40" + "20010DB8000000000000000000000001" + "20010DB8000000000000000000000002", Convert.ToHexString(packet[..40]));
        Assert.Equal(0, Folded(packet.AsSpan(40), InternetChecksum.Sum(packet.AsSpan(8, 32), 6 + 20)));
    }

    private static ushort Folded(ReadOnlySpan<byte> bytes, ulong before) => InternetChecksum.Of(InternetChecksum.Sum(bytes, before));
}
