using WireProxy.Audit.Ledger;

namespace WireProxy.Audit.Stores;

/// <summary>One day of a ledger as the store has it.</summary>
/// <param name="Day">The UTC day.</param>
/// <param name="Before">Where the day before left off.</param>
/// <param name="Bytes">What it takes of the disk.</param>
public sealed record StoredDay(DateOnly Day, LedgerPosition Before, long Bytes);

/// <summary>What says who signed: kept beside the days, because it outlives them.</summary>
/// <param name="Keychain">Every signing key so far (docs/audit-format.md, "Keychain").</param>
/// <param name="Head">The last signed head; empty while nothing was signed.</param>
public sealed record StoredHeads(ReadOnlyMemory<byte> Keychain, ReadOnlyMemory<byte> Head);
