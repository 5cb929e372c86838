namespace WireProxy.Configuration;

/// <summary>Where and how sessions are recorded.</summary>
internal sealed record AuditOptions
{
    public AuditStore Store { get; init; } = AuditStore.Sqlite;

    /// <summary>A folder; created when it is not there.</summary>
    public string Path { get; init; } = "audit";

    public AuditDurability Durability { get; init; } = AuditDurability.Process;

    public AuditResults Results { get; init; } = AuditResults.Full;
}

/// <summary>What keeps the sealed recordings.</summary>
internal enum AuditStore : byte
{
    Sqlite,
    Postgres,
    LiteDb,

    /// <summary>Nothing is recorded: only to measure what recording costs.</summary>
    None,
}

/// <summary>What a record survives before the frame that it describes is passed on.</summary>
internal enum AuditDurability : byte
{
    /// <summary>The end of the proxy's process.</summary>
    Process,

    /// <summary>The loss of power.</summary>
    Power,
}

/// <summary>How much of the results is recorded.</summary>
internal enum AuditResults : byte
{
    Full,
}
