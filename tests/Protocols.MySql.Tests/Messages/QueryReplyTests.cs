using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Messages;
using WireProxy.Protocols.MySql.Tests.Framing;

namespace WireProxy.Protocols.MySql.Tests.Messages;

public sealed class QueryReplyTests
{
    private const CapabilityFlags Optional = CapabilityFlags.OptionalResultsetMetadata;

    [Theory]
    [InlineData("00000002000000", CapabilityFlags.None, QueryReplyKind.Ok)]
    [InlineData("00000002000000", Optional, QueryReplyKind.Ok)]
    [InlineData("0003", Optional, QueryReplyKind.ResultSet)]
    [InlineData("0103", Optional, QueryReplyKind.ResultSet)]
    [InlineData("01", CapabilityFlags.None, QueryReplyKind.ResultSet)]
    [InlineData("fc0010", CapabilityFlags.None, QueryReplyKind.ResultSet)]
    [InlineData("fb782e637376", CapabilityFlags.None, QueryReplyKind.LocalInfile)]
    [InlineData("ff7604", CapabilityFlags.None, QueryReplyKind.Err)]
    [InlineData("ffffff01010000000000", CapabilityFlags.None, QueryReplyKind.Err)]
    [InlineData("ffffff01010000000000", CapabilityFlags.MariaDbProgress, QueryReplyKind.Progress)]
    public void The_first_byte_tells_the_replies_apart(string hex, CapabilityFlags capabilities, QueryReplyKind kind) =>
        Assert.Equal(kind, QueryReply.KindOf(Hex.Bytes(hex), capabilities));

    [Fact]
    public void An_empty_packet_is_no_reply() =>
        Assert.Throws<MySqlProtocolException>(() => QueryReply.KindOf([], CapabilityFlags.None));

    [Fact]
    public void The_name_of_the_file_is_read()
    {
        Assert.Equal("x.csv"u8, QueryReply.ReadFileName(Hex.Bytes("fb782e637376")));
        Assert.Throws<MySqlProtocolException>(() => { QueryReply.ReadFileName(Hex.Bytes("00782e637376")); });
    }
}
