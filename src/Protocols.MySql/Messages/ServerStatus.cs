namespace WireProxy.Protocols.MySql.Messages;

/// <summary>The status flags of OK and EOF packets.</summary>
[Flags]
public enum ServerStatus : ushort
{
    None = 0,
    InTrans = 0x0001,
    Autocommit = 0x0002,

    /// <summary>Another reply to the same command follows.</summary>
    MoreResultsExist = 0x0008,
    NoGoodIndexUsed = 0x0010,
    NoIndexUsed = 0x0020,

    /// <summary>The rows wait for COM_STMT_FETCH.</summary>
    CursorExists = 0x0040,
    LastRowSent = 0x0080,
    DbDropped = 0x0100,

    /// <summary>From the next packet on a backslash in a string is a backslash.</summary>
    NoBackslashEscapes = 0x0200,
    MetadataChanged = 0x0400,
    QueryWasSlow = 0x0800,
    PsOutParams = 0x1000,
    InTransReadonly = 0x2000,

    /// <summary>The OK packet has session changes.</summary>
    SessionStateChanged = 0x4000,

    /// <summary>MariaDB only: from the next packet on <c>"x"</c> is an identifier.</summary>
    AnsiQuotes = 0x8000,
}
