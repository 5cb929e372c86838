namespace WireProxy.Integration.Wire.MySql;

/// <summary>The capability flags of both sides; MariaDB's own are the second 32 bits.</summary>
[Flags]
internal enum Capabilities : ulong
{
    None = 0,
    LongPassword = 1,
    FoundRows = 1 << 1,
    LongFlag = 1 << 2,
    ConnectWithDatabase = 1 << 3,
    Compress = 1 << 5,
    LocalFiles = 1 << 7,
    Protocol41 = 1 << 9,
    Ssl = 1 << 11,
    Transactions = 1 << 13,
    SecureConnection = 1 << 15,
    MultiStatements = 1 << 16,
    MultiResults = 1 << 17,
    PreparedMultiResults = 1 << 18,
    PluginAuth = 1 << 19,
    ConnectAttributes = 1 << 20,
    PluginAuthLenEnc = 1 << 21,
    SessionTrack = 1 << 23,
    DeprecateEof = 1 << 24,
    OptionalMetadata = 1 << 25,
    Zstd = 1 << 26,
    QueryAttributes = 1 << 27,
    MultiFactor = 1 << 28,
    Progress = 1UL << 32,
    Bulk = 1UL << 34,
    ExtendedMetadata = 1UL << 35,
    CacheMetadata = 1UL << 36,

    /// <summary>What a plain client asks for.</summary>
    Usual = LongPassword | LongFlag | ConnectWithDatabase | Protocol41 | Transactions | SecureConnection | MultiStatements | MultiResults
        | PreparedMultiResults | PluginAuth | PluginAuthLenEnc,

    /// <summary>The same of a client that knows MariaDB's extensions, which leave the first bit clear.</summary>
    UsualOfMariaDb = Usual & ~LongPassword,
}
