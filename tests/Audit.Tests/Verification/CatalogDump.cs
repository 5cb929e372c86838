using System.Globalization;
using WireProxy.Audit.Records;
using WireProxy.Audit.Stores;
using WireProxy.Audit.Stores.Sqlite;

namespace WireProxy.Audit.Tests.Verification;

/// <summary>What a catalog says of each session, in text: the test's own way to see whom a change concerns.</summary>
internal sealed class CatalogDump
{
    private static readonly string[] SessionColumns =
    [
        "endpoint", "protocol", "client", "user", "database", "application", "started_at", "ended_at", "end_reason", "statements", "denied",
        "masked", "rows", "bytes_from_client", "bytes_to_client", "last_sequence", "last_ordinal", "head", "id",
    ];

    private readonly Dictionary<string, string> _sessions;
    private readonly long _count;

    private CatalogDump(Dictionary<string, string> sessions)
    {
        _sessions = sessions;
        _count = sessions.Count;
    }

    public static CatalogDump Read(string path)
    {
        using SqliteDatabase database = SqliteDatabase.Open(path, SqliteAccess.ReadOnly);
        using SqliteStatement rows = database.Prepare($"""
            SELECT hex(s.id), {string.Join(" || '|' || ", SessionColumns.Select(column => $"quote(s.{column})"))} || quote(s.key_at)
                || '#' || coalesce((SELECT group_concat(ordinal || ',' || position || ',' || first_sequence || ',' || last_sequence || ',' || payload_at || ',' || length)
                    FROM chunks WHERE session = s.key ORDER BY ordinal), '')
                || '#' || coalesce((SELECT group_concat(hex(t.digest) || quote(t.sql) || quote(t.kind))
                    FROM session_texts u JOIN texts t ON t.key = u.text WHERE u.session = s.key ORDER BY u.text), '')
            FROM sessions s
            """);
        Dictionary<string, string> sessions = [];
        while (rows.Step())
            sessions[rows.Text(0)] = rows.Text(1);
        return new CatalogDump(sessions);
    }

    /// <summary>Sessions of which the file now says something else; null when it can not be read, so that any may be concerned.</summary>
    public HashSet<SessionId>? ChangedSessions(string path)
    {
        try
        {
            using (SqliteDatabase database = SqliteDatabase.Open(path, SqliteAccess.ReadOnly))
            using (SqliteStatement check = database.Prepare("PRAGMA integrity_check(1)"))
            {
                if (!check.Step() || check.Text(0) != "ok")
                    return null;
            }
            CatalogDump now = Read(path);
            HashSet<SessionId> changed = [];
            foreach (string id in _sessions.Keys.Concat(now._sessions.Keys).Distinct())
            {
                if (_sessions.GetValueOrDefault(id) != now._sessions.GetValueOrDefault(id) && id.Length == 2 * SessionId.Size)
                    changed.Add(SessionId.Read(Convert.FromHexString(id)));
            }
            return changed;
        }
        catch (AuditStoreException)
        {
            return null;
        }
    }

    /// <summary>A statement that changes, removes or adds something, and what it is.</summary>
    public (string Sql, string About) ChangeOf(Random random)
    {
        long key = 1 + random.NextInt64(_count);
        string Session(string column) => string.Create(CultureInfo.InvariantCulture, $"UPDATE sessions SET {column} WHERE key = {key}");
        string sql = random.Next(13) switch
        {
            0 => Session("user = 'mallory'"),
            1 => Session("statements = statements + 1"),
            2 => Session("ended_at = NULL"),
            3 => Session("id = randomblob(16)"),
            4 => string.Create(CultureInfo.InvariantCulture, $"DELETE FROM sessions WHERE key = {key}"),
            5 => string.Create(CultureInfo.InvariantCulture, $"DELETE FROM chunks WHERE session = {key} AND ordinal = 1"),
            6 => string.Create(CultureInfo.InvariantCulture, $"UPDATE chunks SET last_sequence = last_sequence + 1 WHERE session = {key}"),
            7 => string.Create(CultureInfo.InvariantCulture, $"DELETE FROM session_texts WHERE session = {key}"),
            8 => string.Create(CultureInfo.InvariantCulture, $"UPDATE texts SET sql = 'select 0' WHERE key = {1 + random.Next(5)}"),
            9 => "INSERT INTO texts (digest, sql, kind) VALUES (randomblob(32), 'drop table x', 'Drop')",
            10 => Session("masked = masked + 1"),
            11 => "INSERT INTO texts_search (texts_search, rowid, sql) SELECT 'delete', key, sql FROM texts WHERE key = 2",
            _ => """
                INSERT INTO sessions (id, endpoint, protocol, client, started_at, statements, denied, masked, rows, bytes_from_client, bytes_to_client,
                    last_sequence, last_ordinal, head) VALUES (randomblob(16), 'e', 'p', 'c', 1, 1, 0, 0, 0, 0, 0, 1, 1, zeroblob(32))
                """,
        };
        return (sql, sql);
    }
}
