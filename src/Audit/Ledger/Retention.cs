using System.Globalization;
using WireProxy.Audit.Records;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.Ledger;

/// <summary>Takes days away, oldest first and never the open one. The ledger says so before it happens; held sessions stay.</summary>
internal sealed class Retention(IAuditStore store, LedgerId ledger, LedgerWriter writer, RetentionPolicy policy, TimeProvider time)
{
    /// <summary>A day was taken: what is said of it.</summary>
    public Action<string>? Erased { get; set; }

    /// <summary>Does again what a crash may have kept an earlier run from.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        foreach (StoredDay day in await store.ListDaysAsync(ledger, cancellationToken))
        {
            if (writer.State.FindErased(day.Day) is { } erased)
                await store.EraseDayAsync(ledger, day.Day, Sessions(erased.Kept), cancellationToken);
        }
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (policy.IsForEver || writer.State.Day is not { } open)
            return;
        IReadOnlyList<StoredDay> days = await store.ListDaysAsync(ledger, cancellationToken);
        long bytes = days.Sum(day => day.Bytes);
        foreach (StoredDay day in days.Where(day => day.Day < open))
        {
            string? reason = IsTooOld(day.Day) ? "age" : bytes > policy.MaxBytes ? "size" : null;
            if (reason is null)
                break;
            bytes -= day.Bytes;
            await EraseAsync(day, days, reason, cancellationToken);
        }
    }

    private async Task EraseAsync(StoredDay day, IReadOnlyList<StoredDay> days, string reason, CancellationToken cancellationToken)
    {
        IReadOnlySet<SessionId> kept = await store.FindInDayAsync(ledger, day.Day, await store.ListHeldAsync(cancellationToken), cancellationToken);
        if (writer.State.FindErased(day.Day) is { } erased && Sessions(erased.Kept).SetEquals(kept))
        {
            // Said already, and still there: the store failed when it was to go.
            if (kept.Count == 0)
                await store.EraseDayAsync(ledger, day.Day, kept, cancellationToken);
            return;
        }
        string text = LedgerPayload.Text(day.Day);
        LedgerPosition end = EndOf(day, days);
        writer.Add(FrameKind.Erased, LedgerPayload.Write(new DaysErased(
            text, text, day.Before.Position + 1, end.Position, day.Before.Link.ToString(), end.Link.ToString(),
            [.. kept.Select(session => session.ToString())], reason)));
        await writer.CommitAndSignAsync(cancellationToken);
        await store.EraseDayAsync(ledger, day.Day, kept, cancellationToken);
        if (kept.Count > 0)
            await writer.RecloseCatalogAsync(day.Day, cancellationToken);
        Erased?.Invoke(string.Create(CultureInfo.InvariantCulture, $"{text}, frames {day.Before.Position + 1} to {end.Position}, for {reason}, {kept.Count} held sessions kept"));
    }

    // A day ends where the next one that there was begins, whether it is still there or was taken before.
    private LedgerPosition EndOf(StoredDay day, IReadOnlyList<StoredDay> days)
    {
        IEnumerable<LedgerPosition> taken = writer.State.Erased.Where(erased => erased.Kept.Count == 0)
            .Select(erased => new LedgerPosition(erased.First - 1, Digest.TryParse(erased.Before, out Digest link) ? link : default));
        return days.Select(other => other.Before).Concat(taken).Where(begin => begin.Position > day.Before.Position).MinBy(begin => begin.Position);
    }

    private bool IsTooOld(DateOnly day)
    {
        var end = new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);
        return policy.MaxAge is { } age && time.GetUtcNow() - end > age;
    }

    private static HashSet<SessionId> Sessions(IEnumerable<string> ids)
    {
        HashSet<SessionId> sessions = [];
        foreach (string text in ids)
        {
            if (SessionId.TryParse(text, out SessionId session))
                sessions.Add(session);
        }
        return sessions;
    }
}
