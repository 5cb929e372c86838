using WireProxy.Audit.Ledger;
using WireProxy.Audit.Records;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.Orders;

/// <summary>What a person has done to a recorded session. The ledger says so first; only the sealing task does it.</summary>
internal sealed class SessionOrders(IAuditStore store, LedgerId ledger, LedgerWriter writer, SystemLog system)
{
    /// <exception cref="AuditOrderException">There is no such session.</exception>
    public async Task HoldAsync(SessionMarked marked, SessionId session, CancellationToken cancellationToken)
    {
        await RequireAsync(session, cancellationToken);
        if (!await IsHeldAsync(session, cancellationToken))
            await WriteAsync(FrameKind.Held, marked, "session held", cancellationToken);
    }

    /// <exception cref="AuditOrderException">It is not held.</exception>
    public async Task ReleaseAsync(SessionMarked marked, SessionId session, CancellationToken cancellationToken)
    {
        if (!await IsHeldAsync(session, cancellationToken))
            throw new AuditOrderException($"session {session} is not held");
        await WriteAsync(FrameKind.Released, marked, "session released", cancellationToken);
    }

    /// <exception cref="AuditOrderException">It is held, goes on, or is not there.</exception>
    public async Task ShredAsync(SessionMarked marked, SessionId session, CancellationToken cancellationToken)
    {
        SessionEntry entry = await RequireAsync(session, cancellationToken);
        if (await IsHeldAsync(session, cancellationToken))
            throw new AuditOrderException($"session {session} is held: release it first");
        if (entry.EndedAt is null)
            throw new AuditOrderException($"session {session} has not ended");
        List<DateOnly> days = [];
        foreach (StoredDay day in await store.ListDaysAsync(ledger, cancellationToken))
        {
            if ((await store.FindInDayAsync(ledger, day.Day, new HashSet<SessionId> { session }, cancellationToken)).Count > 0)
                days.Add(day.Day);
        }
        await WriteAsync(FrameKind.Shredded, marked with { Days = [.. days.Select(LedgerPayload.Text)] }, "session shredded", cancellationToken);
        await ShredAsync(session, days, cancellationToken);
    }

    /// <summary>Does again what a crash may have kept an earlier run from.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        foreach (SessionMarked marked in writer.State.Shredded.ToArray())
        {
            if (!SessionId.TryParse(marked.Session, out SessionId session))
                continue;
            List<DateOnly> unclosed = [];
            foreach (string text in marked.Days ?? [])
            {
                if (LedgerPayload.TryParseDay(text, out DateOnly day) && writer.State.FindClosed(day) is null)
                    unclosed.Add(day);
            }
            await ShredAsync(session, unclosed, cancellationToken);
        }
    }

    private async Task ShredAsync(SessionId session, List<DateOnly> days, CancellationToken cancellationToken)
    {
        await store.ShredAsync(session, cancellationToken);
        foreach (DateOnly day in days)
            await writer.RecloseCatalogAsync(day, cancellationToken);
    }

    private async Task<bool> IsHeldAsync(SessionId session, CancellationToken cancellationToken) =>
        (await store.ListHeldAsync(cancellationToken)).Contains(session);

    private async Task<SessionEntry> RequireAsync(SessionId session, CancellationToken cancellationToken) =>
        await store.FindSessionsAsync(session.ToString(), 1, cancellationToken) is [var entry]
            ? entry
            : throw new AuditOrderException($"there is no session {session}");

    private async Task WriteAsync(FrameKind kind, SessionMarked marked, string name, CancellationToken cancellationToken)
    {
        writer.Add(kind, LedgerPayload.Write(marked));
        await writer.CommitAndSignAsync(cancellationToken);
        system.Note(name, $"{marked.Session} by {marked.By ?? "?"}{(marked.Reason is null ? "" : ": " + marked.Reason)}");
    }
}
