using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.Verification;

/// <summary>Compares a day's catalog with what its frames say, both ways: nothing is changed, nothing is missing, nothing was added.</summary>
internal sealed class CatalogCheck(DateOnly day, CatalogExpectation expected)
{
    /// <summary>The first difference; null when there is none.</summary>
    public async Task<Finding?> FindDifferenceAsync(ICatalogRows rows, CancellationToken cancellationToken)
    {
        if (await rows.FindDamageAsync(cancellationToken) is { } damage)
            return Of(damage, session: null);
        if (await TryAsync(rows, cancellationToken) is { } difference)
            return difference;
        return await rows.FindIndexDamageAsync(cancellationToken) is { } bad ? Of(bad, session: null) : null;
    }

    private async Task<Finding?> TryAsync(ICatalogRows rows, CancellationToken cancellationToken)
    {
        try
        {
            return await SessionsAsync(rows, cancellationToken)
                ?? await ChunksAsync(rows, cancellationToken)
                ?? await UsesAsync(rows, cancellationToken)
                ?? await TextsAsync(rows, cancellationToken);
        }
        catch (Exception unreadable) when (unreadable is AuditIntegrityException or AuditStoreException)
        {
            return Of($"the catalog can not be read: {unreadable.Message}", session: null);
        }
    }

    private async Task<Finding?> SessionsAsync(ICatalogRows rows, CancellationToken cancellationToken)
    {
        var missing = new HashSet<SessionId>(expected.Sessions.Where(pair => pair.Value.Entry is not null).Select(pair => pair.Key));
        Finding? added = null, changed = null;
        await foreach (CatalogSession row in rows.ReadSessionsAsync(cancellationToken))
        {
            if (!missing.Remove(row.Entry.Id))
                added ??= Of($"the catalog lists session {row.Entry.Id}, which was not recorded that day", row.Entry.Id);
            else if (Difference(row, expected.Sessions[row.Entry.Id]) is { } what)
                changed ??= Of($"the catalog gives another {what} of session {row.Entry.Id} than was recorded", row.Entry.Id);
        }
        // Of a row that was given another id, the session that lost it is the one to name.
        return changed ?? (missing.Count > 0 ? Of($"the catalog does not list session {missing.Min()}", missing.Min()) : added);
    }

    private static string? Difference(CatalogSession row, ExpectedSession expected)
    {
        if (row.Position != expected.Position)
            return "last chunk";
        if (row.Key == CatalogKey.None && expected.Key == CatalogKey.Known)
            return "key";
        SessionEntry entry = expected.Entry!;
        if (row.Entry == entry)
            return null;
        return typeof(SessionEntry).GetProperties()
            .First(property => !Equals(property.GetValue(row.Entry), property.GetValue(entry))).Name switch
        {
            var name => char.ToLowerInvariant(name[0]) + name[1..],
        };
    }

    private async Task<Finding?> ChunksAsync(ICatalogRows rows, CancellationToken cancellationToken)
    {
        var missing = new HashSet<(SessionId Session, long)>(expected.Chunks.Keys);
        Finding? wrong = null;
        await foreach (CatalogChunk row in rows.ReadChunksAsync(cancellationToken))
        {
            bool isKnown = missing.Remove((row.Session, row.Ordinal));
            if (!isKnown || expected.Chunks[(row.Session, row.Ordinal)] != row)
                wrong ??= Of($"the catalog gives a wrong place for chunk {row.Ordinal} of session {row.Session}", row.Session);
        }
        return wrong ?? (missing.Count > 0 ? Of($"the catalog lacks chunk {missing.Min().Item2} of session {missing.Min().Session}", missing.Min().Session) : null);
    }

    private async Task<Finding?> UsesAsync(ICatalogRows rows, CancellationToken cancellationToken)
    {
        var left = new Dictionary<CatalogUse, int>(expected.Uses);
        await foreach (CatalogUse row in rows.ReadUsesAsync(cancellationToken))
        {
            if (!TryTake(left, row))
                return Of($"the catalog gives session {row.Session} a statement that it did not run", row.Session);
        }
        SessionId? session = expected.Uses.Where(use => left[use.Key] == use.Value).Select(use => (SessionId?)use.Key.Session).FirstOrDefault();
        return session is null ? null : Of($"the catalog lacks a statement of session {session}", session);
    }

    private async Task<Finding?> TextsAsync(ICatalogRows rows, CancellationToken cancellationToken)
    {
        var left = new Dictionary<Digest, int>(expected.Texts);
        await foreach (StatementText row in rows.ReadTextsAsync(cancellationToken))
        {
            if (!TryTake(left, row.Digest))
                return Of("the catalog has a statement's text that nobody ran", session: null);
            if (StatementText.DigestOf(row.Sql, row.Kind) != row.Digest)
                return Of("the catalog has another text of a statement than was run", SessionOf(row.Digest));
        }
        foreach ((Digest text, int count) in expected.Texts)
        {
            if (left[text] == count)
                return Of("the catalog lacks the text of a statement", SessionOf(text));
        }
        return null;
    }

    private static bool TryTake<T>(Dictionary<T, int> left, T one)
        where T : notnull
    {
        if (left.GetValueOrDefault(one) == 0)
            return false;
        left[one]--;
        return true;
    }

    private SessionId? SessionOf(Digest text) =>
        expected.Uses.Keys.Where(use => use.Text == text).Select(use => (SessionId?)use.Session).Min();

    private Finding Of(string message, SessionId? session) => new(FindingKind.Catalog, message) { Day = day, Session = session };
}
