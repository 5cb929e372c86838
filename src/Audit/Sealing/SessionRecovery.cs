using WireProxy.Audit.Intake;
using WireProxy.Audit.Records;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.Sealing;

/// <summary>
/// Finishes the sessions of an earlier process: seals what is in the intake and not in the store, and gives each an end. A
/// kill in the middle of it changes nothing: the next start does the rest.
/// </summary>
internal sealed class SessionRecovery(IAuditStore store, AuditParts parts, Sealer sealer)
{
    public async Task RunAsync(IReadOnlyList<RecoveredSession> found, CancellationToken cancellationToken)
    {
        foreach (RecoveredSession session in found)
            await RecoverAsync(session, cancellationToken);
        foreach (SessionId unended in await store.ListUnendedAsync(cancellationToken))
            await RecoverAsync(new RecoveredSession(unended, first: null), cancellationToken);
    }

    private async Task RecoverAsync(RecoveredSession session, CancellationToken cancellationToken)
    {
        StoredPosition? stored = await store.FindPositionAsync(session.Session, cancellationToken);
        var state = new SessionState(session.Session, parts.Indexers);
        if (stored is not null)
            await ReplayAsync(state, session.Session, cancellationToken);
        await sealer.SealNowAsync(new SessionSealing(session, state, stored), cancellationToken);
    }

    // An indexer's memory of a session is its records: a fresh one is told what the store has.
    private async Task ReplayAsync(SessionState state, SessionId session, CancellationToken cancellationToken)
    {
        var reader = new ChunkReader(parts.ChunkSealer);
        await foreach (SealedChunk chunk in store.ReadChunksAsync(session, cancellationToken))
        {
            reader.Open(chunk);
            while (reader.TryRead(out AuditRecord record))
                state.Apply(record);
            state.TakeStatements();
        }
    }
}
