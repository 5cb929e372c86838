using WireProxy.Protocols.MySql.Framing;
using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Tests.Framing;

namespace WireProxy.Protocols.MySql.Tests.Login;

public sealed class AuthReplyTests
{
    /// <summary>The answer of MariaDB to COM_CHANGE_USER.</summary>
    private static readonly byte[] Switch = Hex.Bytes(
        "fe 6d7973716c5f6e61746976655f70617373776f726400 767d36302f3a755e5821362c7a462d4a6e6b4f28 00");

    [Theory]
    [InlineData("00000002000000", AuthReplyKind.Ok)]
    [InlineData("0103", AuthReplyKind.MoreData)]
    [InlineData("026100", AuthReplyKind.NextFactor)]
    [InlineData("fe6100", AuthReplyKind.SwitchRequest)]
    [InlineData("ff1504", AuthReplyKind.Err)]
    public void The_first_byte_tells_the_replies_apart(string hex, AuthReplyKind kind) =>
        Assert.Equal(kind, AuthReply.KindOf(Hex.Bytes(hex)));

    [Theory]
    [InlineData("")]
    [InlineData("fe")] // the method of servers before 4.1
    [InlineData("03")]
    [InlineData("0a")]
    [InlineData("fb")]
    public void Other_packets_are_refused(string hex) =>
        Assert.Throws<MySqlProtocolException>(() => AuthReply.KindOf(Hex.Bytes(hex)));

    [Fact]
    public void A_switch_is_read_and_written()
    {
        AuthSwitchRequest request = AuthSwitchRequest.Read(Switch);
        Assert.Equal(AuthReplyKind.SwitchRequest, request.Kind);
        Assert.Equal("mysql_native_password"u8, request.PluginName);
        Assert.Equal(21, request.Data.Length);
        Assert.Equal(Switch[23..], Switch[request.DataAt]);
        Assert.Equal(Switch, request.Write(new PayloadWriter()).ToArray());
    }

    [Fact]
    public void A_switch_of_MySQL_is_read()
    {
        AuthSwitchRequest request = AuthSwitchRequest.Read(Hex.Bytes(
            "fe 63616368696e675f736861325f70617373776f726400 5e523079262d572033167f745151560e5d785365 00"));
        Assert.Equal("caching_sha2_password"u8, request.PluginName);
        Assert.Equal(21, request.Data.Length);
    }

    [Fact]
    public void The_next_factor_has_the_same_fields()
    {
        AuthSwitchRequest request = AuthSwitchRequest.Read([0x02, .. Switch.AsSpan(1)]);
        Assert.Equal(AuthReplyKind.NextFactor, request.Kind);
        Assert.Equal("mysql_native_password"u8, request.PluginName);
        Assert.Equal(0x02, request.Write(new PayloadWriter())[0]);
    }

    [Fact]
    public void A_switch_without_a_whole_name_is_refused()
    {
        for (int length = 0; length < "xmysql_native_password\0"u8.Length; length++)
            Assert.Throws<MySqlProtocolException>(() => { AuthSwitchRequest.Read(Switch.AsSpan(0, length)); });
        Assert.True(AuthSwitchRequest.Read(Switch.AsSpan(0, 23)).Data.IsEmpty);
        Assert.Throws<MySqlProtocolException>(() => { AuthSwitchRequest.Read([0x01, .. Switch.AsSpan(1)]); });
    }

    [Fact]
    public void More_data_is_read()
    {
        Assert.True(AuthMoreData.Read([1, 3]).IsFastAuthSuccess);
        Assert.False(AuthMoreData.Read([1, 3]).IsFullAuthentication);
        Assert.True(AuthMoreData.Read([1, 4]).IsFullAuthentication);
        AuthMoreData key = AuthMoreData.Read([1, .. "-----BEGIN PUBLIC KEY-----"u8]);
        Assert.Equal("-----BEGIN PUBLIC KEY-----"u8, key.Data);
        Assert.False(key.IsFastAuthSuccess || key.IsFullAuthentication);
        Assert.Throws<MySqlProtocolException>(() => { AuthMoreData.Read([0, 3]); });
        Assert.Throws<MySqlProtocolException>(() => { AuthMoreData.Read([]); });
    }
}
