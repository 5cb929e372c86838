using WireProxy.Audit.Intake;
using WireProxy.Audit.Keys;
using WireProxy.Audit.Ledger;
using WireProxy.Audit.Records;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.Sealing;

/// <summary>
/// Finishes the sessions of an earlier process: seals what is in the intake and not in the store, and gives each an end. A
/// kill in the middle of it changes nothing: the next start does the rest.
/// </summary>
internal sealed class SessionRecovery(IAuditStore store, AuditParts parts, KeyRing? keys, LedgerId ledger, Sealer sealer)
{
    public async Task RunAsync(IReadOnlyList<RecoveredSession> found, CancellationToken cancellationToken)
    {
        foreach (RecoveredSession session in found)
            await RecoverAsync(session, cancellationToken);
        foreach (SessionId unended in await store.ListUnendedAsync(ledger, cancellationToken))
            await RecoverAsync(new RecoveredSession(unended, first: null), cancellationToken);
    }

    private async Task RecoverAsync(RecoveredSession session, CancellationToken cancellationToken)
    {
        StoredPosition? stored = await store.FindPositionAsync(session.Session, cancellationToken);
        SessionSecret? secret = stored is null ? sealer.NewSecret(session.Session) : await FindSecretAsync(session.Session, cancellationToken);
        var state = new SessionState(session.Session, parts.Indexers);
        if (stored is not null)
            await ReplayAsync(state, secret?.Key, session.Session, cancellationToken);
        using var sealing = new SessionSealing(session, state, secret, stored);
        await sealer.SealNowAsync(sealing, cancellationToken);
    }

    // An indexer's memory of a session is its records: a fresh one is told what the store has.
    private async Task ReplayAsync(SessionState state, SessionKey? key, SessionId session, CancellationToken cancellationToken)
    {
        var reader = new ChunkReader(key, ChainStart.WhereRetentionLeftOff);
        await foreach (SealedChunk chunk in store.ReadChunksAsync(session, ChunkParts.Whole, cancellationToken))
        {
            reader.Open(chunk);
            while (reader.TryRead(out AuditRecord record))
                state.Apply(record);
            state.TakeStatements();
            // Counts go on where they were, also when retention took the records that were counted.
            state.ContinueFrom(new ChunkContent(chunk.Bytes.Span).ReadEntry().Entry);
        }
    }

    private async Task<SessionSecret?> FindSecretAsync(SessionId session, CancellationToken cancellationToken)
    {
        if (await store.FindKeyAsync(session, cancellationToken) is not { } wrapped)
            return null;
        KeyRing ring = keys ?? throw new AuditKeyException($"session {session} is encrypted, and no key was given");
        return new SessionSecret(ring.Unwrap(wrapped.Span), wrapped.ToArray());
    }
}
