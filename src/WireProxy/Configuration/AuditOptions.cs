namespace WireProxy.Configuration;

/// <summary>Where and how sessions are recorded.</summary>
internal sealed record AuditOptions
{
    public AuditStore Store { get; init; } = AuditStore.Sqlite;

    /// <summary>A folder; created when it is not there.</summary>
    public string Path { get; init; } = "audit";

    /// <summary>The database of <see cref="AuditStore.Postgres"/>.</summary>
    public string? ConnectionString { get; init; }

    public AuditDurability Durability { get; init; } = AuditDurability.Process;

    public AuditResults Results { get; init; } = AuditResults.Full;

    /// <summary>The key ring that encrypts recordings.</summary>
    public AuditKeyOptions Encryption { get; init; } = new();

    public AuditSigningOptions Signing { get; init; } = new();

    public AuditWitnessOptions Witness { get; init; } = new();

    public AuditRetentionOptions Retention { get; init; } = new();
}

/// <summary>Where a key is: a file, or an environment variable. None is a choice, too.</summary>
internal sealed record AuditKeyOptions(string? KeyFile = null, string? KeyVariable = null)
{
    public bool IsConfigured => KeyFile is not null || KeyVariable is not null;
}

/// <summary>How the ledger of recordings is signed.</summary>
internal sealed record AuditSigningOptions
{
    public AuditKeyOptions Key { get; init; } = new();

    /// <summary>How long what is sealed waits for a signature.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a signing key is used before the next takes its place.</summary>
    public TimeSpan StepInterval { get; init; } = TimeSpan.FromHours(1);
}

/// <summary>Who else keeps the signatures.</summary>
internal sealed record AuditWitnessOptions(string? File = null, Uri? Url = null);

/// <summary>How long recordings are kept; null is for ever.</summary>
internal sealed record AuditRetentionOptions(TimeSpan? MaxAge = null, long? MaxBytes = null);

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
