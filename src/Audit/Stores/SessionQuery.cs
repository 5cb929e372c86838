namespace WireProxy.Audit.Stores;

/// <summary>Which statements a session must have to be listed.</summary>
public enum DeniedFilter
{
    Any,
    OnlyWithDenied,
}

/// <summary>Which results a session must have to be listed.</summary>
public enum MaskedFilter
{
    Any,
    OnlyWithMasked,
}

/// <summary>Whose sessions are listed.</summary>
public enum SessionScope
{
    Clients,

    /// <summary>The proxy's own: what it was told to do, and did.</summary>
    System,
}

/// <summary>Filters over sessions, ANDed; null is no filter. Newest first.</summary>
public sealed record SessionQuery
{
    public string? User { get; init; }

    public string? Database { get; init; }

    public string? Endpoint { get; init; }

    /// <summary>The client's address, with or without its port.</summary>
    public string? Client { get; init; }

    public string? Application { get; init; }

    /// <summary>Sessions that started at or after this.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Sessions that started before this.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Words, in this order, in the text of one of the statements; the last may be the start of a word.</summary>
    public string? Sql { get; init; }

    public DeniedFilter Denied { get; init; }

    public MaskedFilter Masked { get; init; }

    /// <summary>Sessions with more rows than this.</summary>
    public long? MoreRowsThan { get; init; }

    /// <summary>Sessions that are open, or ended at or after this.</summary>
    public DateTimeOffset? ActiveSince { get; init; }

    public SessionScope Scope { get; init; }

    public int Limit { get; init; } = 100;
}
