using LiteDB;
using WireProxy.Audit.Records;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.LiteDb;

/// <summary>
/// The sessions that meet a query, newest first. A session has a row in every day in which it has chunks: any of them may be
/// the one that meets it, the last is what is told of it.
/// </summary>
internal sealed class SessionSearch(StoreTables tables, SessionQuery query)
{
    public List<SessionEntry> Find()
    {
        List<SessionEntry> found = [];
        SessionEntry? latest = null;
        foreach (BsonDocument row in query.Sql is { } sql ? RowsOf(FindRunners(sql)) : AllRows())
        {
            if (found.Count >= query.Limit)
                break;
            SessionEntry entry = SessionDocument.Read(row);
            if (latest?.Id != entry.Id)
                latest = entry;
            if (Meets(entry) && (found.Count == 0 || found[^1].Id != entry.Id))
                found.Add(latest);
        }
        return found;
    }

    private IEnumerable<BsonDocument> AllRows() => tables.Sessions.Query().OrderByDescending(StoreTables.Other).ToEnumerable();

    private IEnumerable<BsonDocument> RowsOf(HashSet<SessionId> sessions) => sessions.OrderDescending()
        .SelectMany(session => tables.Sessions.StartingWith(StoreTables.Other, RowKey.Of(session)).Reverse());

    // An index over the words would cost more than all else that is written of a text; each is kept once a day, and read here.
    private HashSet<SessionId> FindRunners(string sql)
    {
        string words = SearchWords.Of(sql);
        bool Matches(string text) => string.IsNullOrWhiteSpace(words)
            ? text.Contains(sql, StringComparison.Ordinal)
            : SearchWords.Of(text).Contains(words.TrimEnd(), StringComparison.Ordinal);
        List<byte[]> texts = [.. tables.Texts.FindAll().Where(text => Matches(SessionDocument.RequiredText(text, "sql"))).Select(text => text[TableRanges.Id].AsBinary)];
        return [.. texts.SelectMany(text => tables.Uses.StartingWith(TableRanges.Id, text)).Select(use => RowKey.SessionAt(use[StoreTables.Other], 0))];
    }

    private bool Meets(SessionEntry entry) =>
        (entry.Protocol == SystemSession.Protocol) == (query.Scope == SessionScope.System)
        && (query.User is null || query.User == entry.User)
        && (query.Database is null || query.Database == entry.Database)
        && (query.Endpoint is null || query.Endpoint == entry.Endpoint)
        && (query.Application is null || query.Application == entry.Application)
        && (query.Client is null || query.Client == entry.Client || entry.Client.StartsWith(query.Client + ":", StringComparison.Ordinal))
        && (query.Since is null || entry.StartedAt >= query.Since)
        && (query.Until is null || entry.StartedAt < query.Until)
        && (query.ActiveSince is null || entry.EndedAt is null || entry.EndedAt >= query.ActiveSince)
        && (query.Denied == DeniedFilter.Any || entry.Denied > 0)
        && (query.Masked == MaskedFilter.Any || entry.Masked > 0)
        && (query.MoreRowsThan is null || entry.Rows > query.MoreRowsThan);
}
