using WireProxy.Audit.Records;

namespace WireProxy.Audit.Stores;

/// <summary>One session as the catalog lists it.</summary>
public sealed record SessionEntry
{
    public required SessionId Id { get; init; }

    public required string Endpoint { get; init; }

    public required string Protocol { get; init; }

    /// <summary>The client's address.</summary>
    public required string Client { get; init; }

    public string? User { get; init; }

    public string? Database { get; init; }

    public string? Application { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Null while the session is open.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public string? EndReason { get; init; }

    public long Statements { get; init; }

    public long Denied { get; init; }

    /// <summary>Statements with a masked column.</summary>
    public long Masked { get; init; }

    public long Rows { get; init; }

    public long BytesFromClient { get; init; }

    public long BytesToClient { get; init; }
}
