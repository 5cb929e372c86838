using WireProxy.Configuration;
using WireProxy.Protocols.MySql.Login;

namespace WireProxy.Sessions.MySql.Login;

/// <summary>
/// What clients of an endpoint are offered: of the server's own capabilities those that the proxy can honour. Unknown bits
/// are not among them, since they may change what packets mean (protocols reference 2.A).
/// </summary>
internal static class OfferedCapabilities
{
    private const CapabilityFlags Honoured =
        CapabilityFlags.LongPassword | CapabilityFlags.FoundRows | CapabilityFlags.LongFlag | CapabilityFlags.ConnectWithDb
        | CapabilityFlags.NoSchema | CapabilityFlags.Odbc | CapabilityFlags.IgnoreSpace | CapabilityFlags.Protocol41
        | CapabilityFlags.Interactive | CapabilityFlags.IgnoreSigpipe | CapabilityFlags.Transactions
        | CapabilityFlags.Reserved | CapabilityFlags.SecureConnection | CapabilityFlags.MultiStatements
        | CapabilityFlags.MultiResults | CapabilityFlags.PsMultiResults | CapabilityFlags.PluginAuth
        | CapabilityFlags.ConnectAttrs | CapabilityFlags.PluginAuthLenencClientData
        | CapabilityFlags.CanHandleExpiredPasswords | CapabilityFlags.SessionTrack | CapabilityFlags.DeprecateEof
        | CapabilityFlags.QueryAttributes | CapabilityFlags.SslVerifyServerCert | CapabilityFlags.RememberOptions
        | CapabilityFlags.MariaDbProgress | CapabilityFlags.MariaDbStmtBulkOperations
        | CapabilityFlags.MariaDbExtendedMetadata | CapabilityFlags.MariaDbCacheMetadata;

    public static CapabilityFlags Of(CapabilityFlags server, SessionEndpoint endpoint)
    {
        CapabilityFlags honoured = Honoured;
        if (endpoint.Options.AllowLocalInfile)
            honoured |= CapabilityFlags.LocalFiles;
        CapabilityFlags offered = server & honoured;
        // TLS is each leg's own.
        return endpoint.Options.ClientTls.Mode == ClientTlsMode.Disable ? offered : offered | CapabilityFlags.Ssl;
    }

    /// <summary>
    /// What is agreed on for both legs. Bit 0 passes as the client set it: it says what the client is, and a MariaDB server
    /// that reads it as clear would expect extended capabilities.
    /// </summary>
    public static CapabilityFlags Agreed(in HandshakeResponse41 response) =>
        (response.Capabilities | (response.ClaimedCapabilities & CapabilityFlags.LongPassword)) & ~CapabilityFlags.Ssl;
}
