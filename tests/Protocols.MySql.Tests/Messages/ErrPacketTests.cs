using System.Text;
using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Messages;
using WireProxy.Protocols.MySql.Tests.Framing;

namespace WireProxy.Protocols.MySql.Tests.Messages;

public sealed class ErrPacketTests
{
    private static readonly byte[] Golden =
        Hex.Bytes("ff 7a04 233432533032 5461626c6520276d7973716c2e6e6f70652720646f65736e2774206578697374");

    private static readonly byte[] BeforeLogin = Hex.Bytes("ff 1004 546f6f206d616e7920636f6e6e656374696f6e73");

    [Fact]
    public void An_error_is_read()
    {
        ErrPacket error = ErrPacket.Read(Golden);
        Assert.Equal(1146, error.Code);
        Assert.Equal("42S02"u8, error.SqlState);
        Assert.Equal("Table 'mysql.nope' doesn't exist"u8, error.Message);
        Assert.Equal(Golden, error.Write(new PayloadWriter()).ToArray());
    }

    [Fact]
    public void An_error_before_the_login_has_no_state()
    {
        ErrPacket error = ErrPacket.Read(BeforeLogin);
        Assert.Equal(1040, error.Code);
        Assert.True(error.SqlState.IsEmpty);
        Assert.Equal("Too many connections"u8, error.Message);
        Assert.Equal(BeforeLogin, error.Write(new PayloadWriter()).ToArray());
    }

    [Fact]
    public void An_error_of_the_proxy_has_the_bytes_of_the_manual() => Assert.Equal(
        Hex.Bytes("ff 7604 233432303030 626c6f636b6564"),
        ErrPacket.Write(new PayloadWriter(), 1142, "42000", "blocked").ToArray());

    [Fact]
    public void The_text_can_be_replaced_and_the_rest_kept() => Assert.Equal(
        Hex.Bytes("ff 7a04 233432533032 68696464656e"),
        (ErrPacket.Read(Golden) with { Message = "hidden"u8 }).Write(new PayloadWriter()).ToArray());

    [Theory]
    [InlineData("a", 511, 511)]
    [InlineData("a", 512, 511)]
    [InlineData("ö", 256, 510)]
    [InlineData("€", 171, 510)]
    [InlineData("😀", 128, 508)]
    public void A_long_text_is_cut_between_characters(string character, int count, int expected)
    {
        string message = string.Concat(Enumerable.Repeat(character, count));
        ErrPacket error = ErrPacket.Read(ErrPacket.Write(new PayloadWriter(), 1142, "42000", message));
        Assert.Equal(expected, error.Message.Length);
        Assert.StartsWith(Encoding.UTF8.GetString(error.Message), message, StringComparison.Ordinal);
    }

    [Fact]
    public void Truncated_heads_are_refused()
    {
        for (int length = 0; length < 9; length++)
        {
            if (length != 3) // an error without state and text
                Assert.Throws<MySqlProtocolException>(() => { ErrPacket.Read(Golden.AsSpan(0, length)); });
        }
        Assert.True(ErrPacket.Read(Golden.AsSpan(0, 9)).Message.IsEmpty);
        Assert.Throws<MySqlProtocolException>(() => { ErrPacket.Read([0, .. Golden.AsSpan(1)]); });
    }

    [Fact]
    public void A_progress_report_is_no_error() =>
        Assert.Throws<MySqlProtocolException>(() => { ErrPacket.Read(ProgressReportTests.Golden); });
}
