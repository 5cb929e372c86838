using WireProxy.Recording.MySql;

namespace WireProxy.Tests.Recording.MySql;

public sealed class PacketScannerTests
{
    // 5 bytes "abcde", an empty packet, 2 bytes "xy"
    private static readonly byte[] Bytes = [5, 0, 0, 0, .. "abcde"u8, 0, 0, 0, 1, 2, 0, 0, 2, .. "xy"u8];

    [Fact]
    public void Packets_are_found_however_their_bytes_are_split()
    {
        string[] expected = ["0@0 5 abcde", "1@9 0 ", "2@13 2 xy"];
        for (int first = 0; first <= Bytes.Length; first++)
        {
            for (int second = first; second <= Bytes.Length; second++)
            {
                var scanner = new PacketScanner(100);
                string[] found = [.. Scan(scanner, Bytes[..first]), .. Scan(scanner, Bytes[first..second]), .. Scan(scanner, Bytes[second..])];
                Assert.Equal(expected, found);
                Assert.Equal((Bytes.Length, Bytes.Length), (scanner.Offset, scanner.PayloadStart));
            }
        }
    }

    [Fact]
    public void A_payload_is_captured_up_to_the_limit_and_passed_over_to_its_end()
    {
        for (int split = 0; split <= Bytes.Length; split++)
        {
            var scanner = new PacketScanner(2);
            Assert.Equal(["0@0 5 ab", "1@9 0 ", "2@13 2 xy"], [.. Scan(scanner, Bytes[..split]), .. Scan(scanner, Bytes[split..])]);
        }
    }

    [Fact]
    public void The_start_of_a_payload_that_goes_on_is_known()
    {
        var scanner = new PacketScanner(0);
        Scan(scanner, Bytes[..10]);
        Assert.Equal((10, 9), (scanner.Offset, scanner.PayloadStart));
    }

    [Theory]
    [InlineData(0xFFFFFF, 0)]
    [InlineData(0xFFFFFF, 3)]
    public void A_full_packet_is_continued_by_the_next_which_may_be_empty(int first, int second)
    {
        byte[] bytes = [.. Header(first, 7), .. Enumerable.Repeat((byte)'x', first), .. Header(second, 8), .. Enumerable.Repeat((byte)'y', second), .. Header(1, 0), (byte)'z'];
        foreach (int length in (int[])[1 << 16, 65537, bytes.Length])
        {
            var scanner = new PacketScanner(4);
            string[] found = [.. bytes.Chunk(length).SelectMany(piece => Scan(scanner, piece))];
            Assert.Equal([$"8@0 {first + second} xxxx", $"0@{first + second + 8} 1 z"], found);
        }
    }

    private static byte[] Header(int length, byte sequence) => [(byte)length, (byte)(length >> 8), (byte)(length >> 16), sequence];

    private static List<string> Scan(PacketScanner scanner, byte[] received)
    {
        ReadOnlySpan<byte> bytes = received;
        List<string> found = [];
        while (scanner.TryRead(ref bytes, out CapturedPacket packet))
            found.Add($"{packet.LastSequence}@{packet.Offset} {packet.Length} {System.Text.Encoding.ASCII.GetString(packet.Payload)}");
        Assert.True(bytes.IsEmpty);
        return found;
    }
}
