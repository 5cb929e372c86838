using System.Runtime.CompilerServices;
using WireProxy.Audit;
using WireProxy.Audit.Indexing;
using WireProxy.Audit.Records;
using WireProxy.Audit.Stores;

namespace WireProxy.Cli;

/// <summary>Looks into the store again and again for statements that were not there before.</summary>
internal sealed class SessionsTail(AuditArchive archive, SessionQuery filters, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    // A session that ended is in the store a moment later, or much later when the store could not keep up.
    private static readonly TimeSpan Lookback = TimeSpan.FromMinutes(2);

    private readonly Dictionary<SessionId, long> _seen = [];

    /// <summary>Never ends by itself. What was recorded before the call is passed over.</summary>
    public async IAsyncEnumerable<(SessionEntry Session, StatementEntry Statement)> FollowAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (SessionEntry session in await ActiveAsync(cancellationToken))
            _seen[session.Id] = session.Statements;
        while (true)
        {
            IReadOnlyList<SessionEntry> active = await ActiveAsync(cancellationToken);
            // Oldest first, as they would be written down.
            foreach (SessionEntry session in active.Reverse())
            {
                long seen = _seen.GetValueOrDefault(session.Id);
                if (session.Statements <= seen)
                    continue;
                await foreach (StatementEntry statement in archive.ListStatementsAsync(session.Id, cancellationToken))
                {
                    if (statement.Seq <= seen)
                        continue;
                    _seen[session.Id] = statement.Seq;
                    yield return (session, statement);
                }
            }
            Forget(active);
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<SessionEntry>> ActiveAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset since = time.GetUtcNow() - Lookback;
        IReadOnlyList<SessionEntry> found = await archive.ListSessionsAsync(
            filters with { ActiveSince = since, Limit = int.MaxValue }, cancellationToken);
        return [.. found.Where(session => session.EndedAt is null || session.EndedAt >= since)];
    }

    private void Forget(IReadOnlyList<SessionEntry> active)
    {
        HashSet<SessionId> kept = [.. active.Select(session => session.Id)];
        foreach (SessionId gone in _seen.Keys.Where(id => !kept.Contains(id)).ToArray())
            _seen.Remove(gone);
    }
}
