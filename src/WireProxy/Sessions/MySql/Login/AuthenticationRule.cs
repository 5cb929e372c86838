using WireProxy.Transport;

namespace WireProxy.Sessions.MySql.Login;

/// <summary>
/// Which authentication methods may pass, given how the two legs are protected: no secret goes over a leg in the clear,
/// and no exchange passes that the two ends would read differently because only one of them is in TLS.
/// </summary>
internal static class AuthenticationRule
{
    private const string Default = "mysql_native_password";

    /// <summary>What is wrong with the method on these legs, or null.</summary>
    public static SessionError? FindFault(string method, LinkSecurity client, LinkSecurity server) => NeedsOf(method) switch
    {
        MethodNeeds.Nothing => null,
        MethodNeeds.EqualLegs => client == server ? null : Uneven(method),
        MethodNeeds.TlsOnBothLegs => client == LinkSecurity.Tls && server == LinkSecurity.Tls ? null : Clear(method),
        _ => new SessionError($"authentication method {method} is too weak to be passed through"),
    };

    /// <summary>caching_sha2_password asks for the password itself: in the clear if its link is in TLS, else encrypted.</summary>
    public static SessionError? FindFaultOfFullAuthentication(string method, LinkSecurity client, LinkSecurity server) =>
        client == server ? null : Uneven(method);

    /// <param name="name">As in the packet; a client without plugins uses the oldest method.</param>
    public static string MethodOf(ReadOnlySpan<byte> name) =>
        name.IsEmpty ? Default : System.Text.Encoding.UTF8.GetString(name);

    private static MethodNeeds NeedsOf(string method) => method switch
    {
        // They prove a secret without sending it.
        Default or "caching_sha2_password" or "client_ed25519" or "parsec" or "auth_gssapi_client"
            or "authentication_kerberos_client" or "authentication_ldap_sasl_client" => MethodNeeds.Nothing,
        // libmariadb's stand-in for a method that it could not load yet: it sends nothing, and is asked for another.
        "dummy_fallback_auth" => MethodNeeds.Nothing,
        "sha256_password" => MethodNeeds.EqualLegs,
        "mysql_old_password" => MethodNeeds.NotAllowed,
        // mysql_clear_password, dialog, and whatever else there is.
        _ => MethodNeeds.TlsOnBothLegs,
    };

    private static SessionError Uneven(string method) => new(
        $"authentication method {method} can not pass where only one side of the proxy uses TLS")
    {
        Hint = "use TLS on both sides (ClientTls:Mode and Upstream:Tls) or on none",
    };

    private static SessionError Clear(string method) => new(
        $"authentication method {method} may send the password in the clear")
    {
        Hint = "use TLS on both sides of the proxy (ClientTls:Mode and Upstream:Tls)",
    };

    private enum MethodNeeds : byte
    {
        Nothing,
        EqualLegs,
        TlsOnBothLegs,
        NotAllowed,
    }
}
