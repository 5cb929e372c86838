using WireProxy.Audit.Records;

namespace WireProxy.Audit.Verification;

/// <summary>What is wrong with a place of a store. Scripts may read the names.</summary>
public enum FindingKind
{
    /// <summary>Bytes are not those that were written.</summary>
    Changed,

    /// <summary>Something that was there is not.</summary>
    Missing,

    /// <summary>Something is there that was not, or is there twice, or in another place.</summary>
    Inserted,

    /// <summary>What was signed, or what a witness saw, goes further than the store: its end was cut off, or it was put back.</summary>
    CutOff,

    /// <summary>A signature that is not of the auditor's key, or none where one must be.</summary>
    NotSigned,

    /// <summary>The catalog says something else than the ledger.</summary>
    Catalog,
}

/// <summary>One thing that is wrong, and where.</summary>
public sealed record Finding(FindingKind Kind, string Message)
{
    /// <summary>The day's file.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>Offset in the day's file, where the store has one.</summary>
    public long? Offset { get; init; }

    /// <summary>Position in the ledger.</summary>
    public long? Position { get; init; }

    /// <summary>Whose records are concerned, where that can be told.</summary>
    public SessionId? Session { get; init; }

    /// <summary>The session's chunk.</summary>
    public long? Chunk { get; init; }

    /// <summary>The first bad record of the session.</summary>
    public long? Record { get; init; }
}
