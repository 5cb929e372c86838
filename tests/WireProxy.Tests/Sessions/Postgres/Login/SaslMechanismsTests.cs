using System.Text;
using WireProxy.Protocols.Postgres;
using WireProxy.Protocols.Postgres.Framing;
using WireProxy.Sessions.Postgres.Login;

namespace WireProxy.Tests.Sessions.Postgres.Login;

public sealed class SaslMechanismsTests
{
    [Theory]
    [InlineData("SCRAM-SHA-256-PLUS\0SCRAM-SHA-256\0\0", "SCRAM-SHA-256\0\0")]
    [InlineData("SCRAM-SHA-256\0\0", "SCRAM-SHA-256\0\0")]
    [InlineData("SCRAM-SHA-256\0SCRAM-SHA-256-PLUS\0OAUTHBEARER\0\0", "SCRAM-SHA-256\0OAUTHBEARER\0\0")]
    [InlineData("SCRAM-SHA-256-PLUS\0\0", "\0")]
    [InlineData("\0", "\0")]
    public void Mechanisms_that_bind_the_channel_are_taken_off_the_list(string offered, string passedOn)
    {
        byte[] frame = SaslMechanisms.WithoutChannelBinding([0, 0, 0, 10, .. Encoding.ASCII.GetBytes(offered)], new MessageWriter());
        Assert.Equal((byte)'R', frame[0]);
        Assert.Equal(frame.Length, FrameHeader.Read(frame).TotalLength);
        Assert.Equal([0, 0, 0, 10, .. Encoding.ASCII.GetBytes(passedOn)], frame[FrameHeader.Size..]);
    }

    [Theory]
    [InlineData("y,,n=,r=abc", true)]
    [InlineData("n,,n=,r=abc", false)]
    [InlineData("p=tls-server-end-point,,n=,r=abc", false)]
    [InlineData("", false)]
    public void The_clients_flag_says_what_it_believes(string data, bool believes)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(data);
        byte[] body = [.. "SCRAM-SHA-256\0"u8, 0, 0, 0, (byte)bytes.Length, .. bytes];
        Assert.Equal(believes, SaslMechanisms.BelievesServerCannotBind(body));
    }

    [Fact]
    public void No_data_is_no_flag() => Assert.False(SaslMechanisms.BelievesServerCannotBind([.. "X\0"u8, 0xFF, 0xFF, 0xFF, 0xFF]));

    [Fact]
    public void Cut_off_at_every_position_it_is_refused()
    {
        byte[] body = [.. "SCRAM-SHA-256\0"u8, 0, 0, 0, 3, .. "y,,"u8];
        for (int length = 0; length < body.Length; length++)
            Assert.Throws<PostgresProtocolException>(() => SaslMechanisms.BelievesServerCannotBind(body.AsSpan(0, length)));
        Assert.Throws<PostgresProtocolException>(() => { SaslMechanisms.WithoutChannelBinding([0, 0, 0], new MessageWriter()); });
    }
}
