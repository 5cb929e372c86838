namespace WireProxy.Protocols.MySql.Login;

/// <summary>
/// What the two ends agreed on. The low 32 bits are MySQL's, the high 32 MariaDB's extended ones, which exist only where
/// <see cref="LongPassword"/> is clear (protocols reference 2.A). Negotiated = claimed by the client AND offered to it.
/// </summary>
[Flags]
public enum CapabilityFlags : ulong
{
    None = 0,

    /// <summary>MariaDB calls it CLIENT_MYSQL: set by an end that does not speak MariaDB's extensions.</summary>
    LongPassword = 1 << 0,
    FoundRows = 1 << 1,
    LongFlag = 1 << 2,
    ConnectWithDb = 1 << 3,
    NoSchema = 1 << 4,
    Compress = 1 << 5,
    Odbc = 1 << 6,
    LocalFiles = 1 << 7,
    IgnoreSpace = 1 << 8,
    Protocol41 = 1 << 9,
    Interactive = 1 << 10,
    Ssl = 1 << 11,
    IgnoreSigpipe = 1 << 12,
    Transactions = 1 << 13,
    Reserved = 1 << 14,
    SecureConnection = 1 << 15,
    MultiStatements = 1 << 16,
    MultiResults = 1 << 17,
    PsMultiResults = 1 << 18,
    PluginAuth = 1 << 19,
    ConnectAttrs = 1 << 20,
    PluginAuthLenencClientData = 1 << 21,
    CanHandleExpiredPasswords = 1 << 22,
    SessionTrack = 1 << 23,
    DeprecateEof = 1 << 24,
    OptionalResultsetMetadata = 1 << 25,
    ZstdCompressionAlgorithm = 1 << 26,
    QueryAttributes = 1 << 27,
    MultiFactorAuthentication = 1 << 28,
    CapabilityExtension = 1 << 29,
    SslVerifyServerCert = 1 << 30,
    RememberOptions = 1UL << 31,

    MariaDbProgress = 1UL << 32,
    MariaDbComMulti = 1UL << 33,
    MariaDbStmtBulkOperations = 1UL << 34,
    MariaDbExtendedMetadata = 1UL << 35,
    MariaDbCacheMetadata = 1UL << 36,
    MariaDbBulkUnitResults = 1UL << 37,
}
