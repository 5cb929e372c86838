namespace WireProxy.Audit.Ledger;

/// <summary>What a frame of the ledger holds. The numbers are on disk: append only, never renumber (docs/audit-format.md).</summary>
public enum FrameKind : byte
{
    /// <summary>First frame of a day: <see cref="Ledger.DayOpened"/>.</summary>
    DayOpened = 1,

    /// <summary>The proxy began to write: <see cref="WriterStarted"/>.</summary>
    Started = 2,

    /// <summary>A session's data key, wrapped by the master key. Zeroed when the session is shredded.</summary>
    SessionKey = 3,

    /// <summary>Records of one session.</summary>
    Chunk = 4,

    /// <summary>A signature over everything before: <see cref="SignedHead"/>.</summary>
    Head = 5,

    /// <summary>A day's catalog is not written any more: <see cref="Ledger.CatalogClosed"/>.</summary>
    CatalogClosed = 6,

    /// <summary>Retention takes a day away: <see cref="DaysErased"/>. Written before it does.</summary>
    Erased = 7,

    /// <summary>A session's key, or what was recorded of it, is destroyed: <see cref="SessionMarked"/>.</summary>
    Shredded = 8,

    /// <summary>Retention must spare a session: <see cref="SessionMarked"/>.</summary>
    Held = 9,

    /// <summary>It need not any more: <see cref="SessionMarked"/>.</summary>
    Released = 10,
}
