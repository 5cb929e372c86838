using WireProxy.Protocols.MySql.Login;
using WireProxy.Protocols.MySql.Tests.Framing;

namespace WireProxy.Protocols.MySql.Tests.Login;

public sealed class ChangeUserRequestTests
{
    private const CapabilityFlags All = CapabilityFlags.PluginAuth | CapabilityFlags.ConnectAttrs;

    private static readonly byte[] Golden = new Body().Raw(0x11).NulString("ann").Raw(3, 7, 8, 9).NulString("shop")
        .Int16(45).NulString("mysql_native_password").Value(new Body().Value("_os").Value("Linux").ToArray()).ToArray();

    [Fact]
    public void The_fields_are_read()
    {
        ChangeUserRequest request = ChangeUserRequest.Read(Golden, All);
        Assert.Equal("ann"u8, request.User);
        Assert.Equal([7, 8, 9], request.AuthResponse.ToArray());
        Assert.Equal([7, 8, 9], Golden[request.AuthResponseAt]);
        Assert.Equal("shop"u8, request.Database);
        Assert.Equal((ushort?)45, request.CharacterSet?.Value);
        Assert.Equal("mysql_native_password"u8, request.AuthPluginName);
        Assert.Equal("Linux"u8, request.Attributes["_os"u8]);
    }

    [Fact]
    public void A_client_may_stop_after_the_database()
    {
        byte[] brief = new Body().Raw(0x11).NulString("ann").Raw(0).NulString("").ToArray();
        ChangeUserRequest request = ChangeUserRequest.Read(brief, All);
        Assert.Equal("ann"u8, request.User);
        Assert.Null(request.CharacterSet);
    }

    [Fact]
    public void Anything_else_is_refused()
    {
        int end = new Body().Raw(0x11).NulString("ann").Raw(3, 7, 8, 9).NulString("shop").ToArray().Length;
        for (int length = 0; length < Golden.Length; length++)
        {
            if (length != end)
                Assert.Throws<MySqlProtocolException>(() => { ChangeUserRequest.Read(Golden.AsSpan(0, length), All); });
        }
        Assert.Throws<MySqlProtocolException>(() => { ChangeUserRequest.Read([.. Golden, 0], All); });
        Assert.Throws<MySqlProtocolException>(() => { ChangeUserRequest.Read(Golden, CapabilityFlags.PluginAuth); });
        Assert.Throws<MySqlProtocolException>(() => { ChangeUserRequest.Read([0x12, .. Golden.AsSpan(1)], All); });
    }
}
