using WireProxy.Audit.Keys;

namespace WireProxy.Audit.Ledger;

/// <summary>How a ledger is signed and kept.</summary>
internal sealed record LedgerOptions
{
    public required LedgerId Id { get; init; }

    /// <summary>Null: the chain of hashes is not signed.</summary>
    public SigningKey? Signing { get; init; }

    /// <summary>The program that writes, as the ledger names it.</summary>
    public required WriterStarted Program { get; init; }

    /// <summary>How long frames wait for a signature.</summary>
    public TimeSpan HeadInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a signing key is used before the next takes its place.</summary>
    public TimeSpan StepInterval { get; init; } = TimeSpan.FromHours(1);
}
