using WireProxy.Audit.Records;

namespace WireProxy.Audit.Stores.Sqlite;

/// <summary>
/// Sessions over all days. A session has a row in every day in which it has chunks; the one of the last day says most,
/// and is the one that counts.
/// </summary>
internal sealed class SessionListing(string folder)
{
    private readonly List<DateOnly> _days = DayFiles.List(folder);

    public List<SessionEntry> Search(SessionQuery query)
    {
        Dictionary<SessionId, SessionEntry> found = [];
        for (int at = _days.Count - 1; at >= 0; at--)
        {
            DateOnly day = _days[at];
            foreach (SessionEntry entry in Read(day, catalog => catalog.Search(query)) ?? [])
            {
                if (!found.ContainsKey(entry.Id))
                    found.Add(entry.Id, Latest(entry, at));
            }
            // What earlier days hold began before this day did.
            if (found.Keys.Count(id => id >= SessionId.FirstAt(Start(day))) >= query.Limit)
                break;
        }
        return [.. found.Values.OrderByDescending(entry => entry.Id).Take(query.Limit)];
    }

    public List<SessionEntry> Find(string idPrefix, int limit)
    {
        Dictionary<SessionId, SessionEntry> found = [];
        if (!SessionId.TryParsePrefix(idPrefix, out SessionId first, out SessionId last))
            return [];
        for (int at = _days.Count - 1; at >= 0; at--)
        {
            foreach (SessionEntry entry in Read(_days[at], catalog => catalog.Find(first, last, limit)) ?? [])
                found.TryAdd(entry.Id, entry);
        }
        return [.. found.Values.OrderBy(entry => entry.Id).Take(limit)];
    }

    public List<SessionId> Unended()
    {
        List<SessionId> unended = [];
        for (int at = 0; at < _days.Count; at++)
        {
            foreach (SessionId session in Read(_days[at], catalog => catalog.ListUnended()) ?? [])
            {
                if (FindLater(session, at) is null)
                    unended.Add(session);
            }
        }
        return unended;
    }

    private SessionEntry Latest(SessionEntry entry, int day) => entry.EndedAt is null ? FindLater(entry.Id, day) ?? entry : entry;

    private SessionEntry? FindLater(SessionId session, int day)
    {
        for (int later = _days.Count - 1; later > day; later--)
        {
            if (Read(_days[later], catalog => catalog.Find(session)) is { } entry)
                return entry;
        }
        return null;
    }

    private T? Read<T>(DateOnly day, Func<DayCatalog, T?> query)
        where T : class
    {
        try
        {
            using DayCatalog catalog = DayCatalog.Open(folder, day);
            return query(catalog);
        }
        catch (AuditStoreException) when (!File.Exists(DayFiles.Ledger(folder, day)))
        {
            // Retention took the day meanwhile.
            return null;
        }
    }

    private static DateTimeOffset Start(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}
