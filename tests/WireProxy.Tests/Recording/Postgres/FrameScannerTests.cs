using WireProxy.Protocols.Postgres;
using WireProxy.Protocols.Postgres.Messages;
using WireProxy.Recording.Postgres;

namespace WireProxy.Tests.Recording.Postgres;

public sealed class FrameScannerTests
{
    // Q 9 "abcd\0", S 4, d 8 "wxyz"
    private static readonly byte[] Bytes = [.. "Q\0\0\0\u0009abcd\0"u8, .. "S\0\0\0\u0004"u8, .. "d\0\0\0\u0008wxyz"u8];

    [Fact]
    public void Messages_are_found_however_their_bytes_are_split()
    {
        string[] expected = ["Q@0 abcd\0", "S@10 ", "d@15 wxyz"];
        for (int first = 0; first <= Bytes.Length; first++)
        {
            for (int second = first; second <= Bytes.Length; second++)
            {
                var scanner = new FrameScanner(100);
                string[] found = [.. Scan(scanner, Bytes[..first]), .. Scan(scanner, Bytes[first..second]), .. Scan(scanner, Bytes[second..])];
                Assert.Equal(expected, found);
                Assert.Equal((Bytes.Length, Bytes.Length), (scanner.Offset, scanner.FrameStart));
            }
        }
    }

    [Fact]
    public void A_body_is_captured_up_to_the_limit_and_passed_over_to_its_end()
    {
        for (int split = 0; split <= Bytes.Length; split++)
        {
            var scanner = new FrameScanner(2);
            string[] found = [.. Scan(scanner, Bytes[..split]), .. Scan(scanner, Bytes[split..])];
            Assert.Equal(["Q@0 ab", "S@10 ", "d@15 wx"], found);
        }
    }

    [Fact]
    public void The_start_of_a_message_that_goes_on_is_known()
    {
        var scanner = new FrameScanner(0);
        Scan(scanner, Bytes[..12]);
        Assert.Equal((12, 10), (scanner.Offset, scanner.FrameStart));
        Scan(scanner, Bytes[12..17]);
        Assert.Equal((17, 15), (scanner.Offset, scanner.FrameStart));
    }

    [Theory]
    [InlineData(0x00000003)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void A_hostile_length_is_refused(int length)
    {
        byte[] bytes = [(byte)'Q', (byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length, 0, 0, 0];

        Assert.Throws<PostgresProtocolException>(() => Scan(new FrameScanner(100), bytes));
        var split = new FrameScanner(100);
        Scan(split, bytes[..3]);
        Assert.Throws<PostgresProtocolException>(() => Scan(split, bytes[3..]));
    }

    [Fact]
    public void The_longest_length_is_waited_for_without_memory()
    {
        var scanner = new FrameScanner(10);

        Assert.Empty(Scan(scanner, [(byte)'d', 0x7f, 0xff, 0xff, 0xff, .. new byte[1000]]));
        Assert.Equal(0, scanner.FrameStart);
    }

    [Fact]
    public void Packets_before_login_have_no_code()
    {
        var scanner = new FrameScanner(100) { Shape = FrameShape.Untyped };
        ReadOnlySpan<byte> bytes = [0, 0, 0, 8, 0x04, 0xD2, 0x16, 0x2F, 0, 0, 0, 9, 0, 3, 0, 0, 0];

        Assert.True(scanner.TryRead(ref bytes, out CapturedFrame tls));
        Assert.Equal(StartupRequest.Tls, tls.Startup.Request);
        Assert.True(scanner.TryRead(ref bytes, out CapturedFrame startup));
        Assert.Equal((StartupRequest.Startup, 8L, 1), (startup.Startup.Request, startup.Offset, startup.BodyLength));
    }

    private static List<string> Scan(FrameScanner scanner, byte[] received)
    {
        ReadOnlySpan<byte> bytes = received;
        List<string> found = [];
        while (scanner.TryRead(ref bytes, out CapturedFrame frame))
            found.Add($"{(char)frame.Code}@{frame.Offset} {System.Text.Encoding.ASCII.GetString(frame.Body)}");
        Assert.True(bytes.IsEmpty);
        return found;
    }
}
