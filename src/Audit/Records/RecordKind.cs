namespace WireProxy.Audit.Records;

/// <summary>What a record holds. The numbers are on disk: append only, never renumber (docs/audit-format.md).</summary>
public enum RecordKind : byte
{
    /// <summary>First record of a session: <see cref="SessionOpened"/>.</summary>
    SessionOpened = 1,

    /// <summary>Bytes exactly as the client sent them, after TLS, secrets zeroed.</summary>
    ClientBytes = 2,

    /// <summary>Bytes exactly as the client received them, after masking, before TLS.</summary>
    ServerBytes = 3,

    /// <summary>Who the caller is: <see cref="SessionIdentity"/>.</summary>
    Identity = 4,

    /// <summary>What policy decided: <see cref="StatementVerdict"/>.</summary>
    Verdict = 5,

    /// <summary>Which columns were masked: <see cref="MasksApplied"/>.</summary>
    MasksApplied = 6,

    /// <summary>Where bytes were zeroed: <see cref="BytesRedacted"/>.</summary>
    Redacted = 7,

    /// <summary>Anything else worth telling: <see cref="SessionEvent"/>.</summary>
    Event = 8,

    /// <summary>Last record of a session: <see cref="SessionEnded"/>.</summary>
    SessionEnded = 9,
}
