using WireProxy.Audit.Records;

namespace WireProxy.Audit.Indexing;

/// <summary>One statement of a session as the catalog lists it.</summary>
public sealed record StatementEntry
{
    /// <summary>Position among the session's statements, from 1.</summary>
    public required long Seq { get; init; }

    /// <summary>When the client's message was recorded.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Until the server's answer was complete; null when it never was.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The text, cut where the catalog's limit is.</summary>
    public required string Sql { get; init; }

    /// <summary>The statement kind in the policy's words.</summary>
    public string? Kind { get; init; }

    public VerdictOutcome Verdict { get; init; }

    /// <summary>The policy that decided, if one did.</summary>
    public string? Policy { get; init; }

    /// <summary>Its rule, counted from 1.</summary>
    public int? Rule { get; init; }

    /// <summary>Rows returned or changed, as the server counted them.</summary>
    public long? Rows { get; init; }

    /// <summary>The error the client got: code and message.</summary>
    public string? Error { get; init; }

    /// <summary>Names of the masked result columns.</summary>
    public IReadOnlyList<string> Masked { get; init; } = [];
}
