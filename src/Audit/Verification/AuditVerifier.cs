using WireProxy.Audit.Ledger;

namespace WireProxy.Audit.Verification;

/// <summary>
/// Finds out whether a store is what was written: every ledger from its first frame to its last, what was signed over it,
/// and the catalog over it. Needs public keys only, and writes nothing.
/// </summary>
public sealed class AuditVerifier(ILedgerSource source, SignatureMemory? signatures = null)
{
    private readonly SignatureMemory _signatures = signatures ?? new SignatureMemory();

    public async Task<VerifyReport> RunAsync(VerifyRequest request, CancellationToken cancellationToken)
    {
        var log = new FindingLog();
        var total = new VerifyReport { Findings = log.Findings };
        IReadOnlyList<LedgerId> ledgers = await source.ListLedgersAsync(cancellationToken);
        foreach (LedgerId strange in request.Witnessed.Select(head => head.Ledger).Distinct().Except(ledgers))
            log.Add(new Finding(FindingKind.CutOff, $"the witness knows ledger {strange}, which is not in the store"));
        var progress = new ByteCount(request.Progress, await CountAsync(ledgers, cancellationToken));
        foreach (LedgerId ledger in ledgers)
            total = Sum(total, await new LedgerRun(source, ledger, request, log, _signatures, progress).RunAsync(cancellationToken));
        return total with { Findings = log.Findings, Bytes = progress.Done };
    }

    private async Task<long> CountAsync(IReadOnlyList<LedgerId> ledgers, CancellationToken cancellationToken)
    {
        long bytes = 0;
        foreach (LedgerId ledger in ledgers)
            bytes += await source.CountBytesAsync(ledger, cancellationToken);
        return bytes;
    }

    private static VerifyReport Sum(VerifyReport left, VerifyReport right) => left with
    {
        Frames = left.Frames + right.Frames,
        Chunks = left.Chunks + right.Chunks,
        Sessions = left.Sessions + right.Sessions,
        Shredded = left.Shredded + right.Shredded,
        ErasedDays = left.ErasedDays + right.ErasedDays,
        SignedFrames = left.SignedFrames + right.SignedFrames,
        Notes = [.. left.Notes, .. right.Notes],
    };
}
