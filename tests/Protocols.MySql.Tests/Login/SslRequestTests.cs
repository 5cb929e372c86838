using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Tests.Framing;

namespace WireProxy.Protocols.MySql.Tests.Login;

public sealed class SslRequestTests
{
    private static readonly byte[] Golden =
        Hex.Bytes("8caabf00 00000001 21 00000000000000000000000000000000000000 1d000000");

    [Fact]
    public void A_request_is_read_and_written()
    {
        Assert.True(SslRequest.Matches(Golden));
        SslRequest request = SslRequest.Read(Golden);
        Assert.Equal(0x1D_00BF_AA8Cul, (ulong)request.Capabilities);
        Assert.Equal((0x0100_0000u, 33), (request.MaxPacketSize, request.CharacterSet));
        Assert.Equal(Golden, request.Write(new PayloadWriter()).ToArray());
    }

    [Fact]
    public void Anything_but_one_request_is_refused()
    {
        Strictness.RefusesAnythingElse(Golden, payload => SslRequest.Read(payload));
        for (int length = 0; length < Golden.Length; length++)
            Assert.False(SslRequest.Matches(Golden.AsSpan(0, length)));
    }

    [Fact]
    public void Without_the_bit_or_with_more_bytes_it_is_none()
    {
        byte[] clear = [.. Golden];
        clear[1] &= 0xF7;
        Assert.False(SslRequest.Matches(clear));
        Assert.False(SslRequest.Matches([.. Golden, 0]));
        Assert.False(SslRequest.Matches(HandshakeResponse41Tests.MariaDb));
    }
}
