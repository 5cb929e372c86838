namespace WireProxy.Protocols.MySql.Login;

/// <summary>Whether TLS is already up when a packet of the login is read.</summary>
public enum TransportSecurity : byte
{
    Clear,
    Tls,
}
