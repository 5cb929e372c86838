using WireProxy.Sessions.MySql.Login;
using WireProxy.Transport;

namespace WireProxy.Tests.Sessions.MySql.Login;

/// <summary>The table of docs/configuration.md.</summary>
public sealed class AuthenticationRuleTests
{
    private const LinkSecurity Plain = LinkSecurity.Plain, Tls = LinkSecurity.Tls;

    [Theory]
    [InlineData("mysql_native_password", true, true, true)]
    [InlineData("client_ed25519", true, true, true)]
    [InlineData("parsec", true, true, true)]
    [InlineData("auth_gssapi_client", true, true, true)]
    [InlineData("dummy_fallback_auth", true, true, true)]
    [InlineData("caching_sha2_password", true, true, true)]
    [InlineData("sha256_password", true, false, true)]
    [InlineData("mysql_clear_password", false, false, true)]
    [InlineData("dialog", false, false, true)]
    [InlineData("authentication_openid_connect_client", false, false, true)]
    [InlineData("never heard of", false, false, true)]
    [InlineData("mysql_old_password", false, false, false)]
    public void Which_methods_pass(string method, bool plain, bool uneven, bool tls)
    {
        Assert.Equal(plain, AuthenticationRule.FindFault(method, Plain, Plain) is null);
        Assert.Equal(uneven, AuthenticationRule.FindFault(method, Plain, Tls) is null);
        Assert.Equal(uneven, AuthenticationRule.FindFault(method, Tls, Plain) is null);
        Assert.Equal(tls, AuthenticationRule.FindFault(method, Tls, Tls) is null);
    }

    [Fact]
    public void A_client_without_methods_uses_the_oldest() =>
        Assert.Equal("mysql_native_password", AuthenticationRule.MethodOf(default));
}
