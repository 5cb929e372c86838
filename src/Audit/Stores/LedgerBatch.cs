using WireProxy.Audit.Ledger;

namespace WireProxy.Audit.Stores;

/// <summary>What goes to the store in one transaction: frames of one ledger, in order, all of one day.</summary>
public sealed record LedgerBatch(LedgerId Ledger, DateOnly Day, IReadOnlyList<LedgerWrite> Writes);

/// <summary>A frame and, for a chunk, what the catalog gets of it.</summary>
public sealed record LedgerWrite(LedgerFrame Frame, SessionWrite? Session = null);
