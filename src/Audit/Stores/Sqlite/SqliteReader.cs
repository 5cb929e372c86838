using System.Text;
using System.Text.Json;
using WireProxy.Audit.Indexing;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;

namespace WireProxy.Audit.Stores.Sqlite;

/// <summary>A connection that reads; the write-ahead log lets it, while the proxy writes.</summary>
internal sealed class SqliteReader(SqliteDatabase database) : IDisposable
{
    private const int StatementsAtATime = 500;

    private const string SessionColumns = """
        id, endpoint, protocol, client, user, database, application, started_at, ended_at, end_reason,
        statements, denied, rows, bytes_from_client, bytes_to_client
        """;

    public IReadOnlyList<SessionEntry> ListSessions(SessionQuery query)
    {
        using SqliteStatement statement = database.Prepare($"""
            SELECT {SessionColumns} FROM sessions
            WHERE (?1 IS NULL OR user = ?1) AND (?2 IS NULL OR database = ?2) AND (?3 IS NULL OR endpoint = ?3)
              AND (?4 IS NULL OR started_at >= ?4) AND (?5 IS NULL OR started_at < ?5)
              AND (?6 = 0 OR denied > 0) AND {TextFilter(query.Sql)}
            ORDER BY id DESC LIMIT ?8
            """);
        statement.Bind(1, query.User).Bind(2, query.Database).Bind(3, query.Endpoint)
            .Bind(4, query.Since is { } since ? RecordHeader.Microseconds(since) : null)
            .Bind(5, query.Until is { } until ? RecordHeader.Microseconds(until) : null)
            .Bind(6, query.Denied == DeniedFilter.OnlyWithDenied ? 1 : 0)
            .Bind(7, TextArgument(query.Sql))
            .Bind(8, query.Limit);
        return Sessions(statement);
    }

    public IReadOnlyList<SessionEntry> FindSessions(string idPrefix, int limit)
    {
        // Ids are ASCII: every one with the prefix lies between it and it followed by the greatest character.
        using SqliteStatement statement = database.Prepare(
            $"SELECT {SessionColumns} FROM sessions WHERE id >= ?1 AND id < ?1 || '~' ORDER BY id LIMIT ?2");
        return Sessions(statement.Bind(1, idPrefix.ToLowerInvariant()).Bind(2, limit));
    }

    public IReadOnlyList<SessionId> ListUnended()
    {
        using SqliteStatement statement = database.Prepare("SELECT id FROM sessions WHERE ended_at IS NULL");
        List<SessionId> ids = [];
        while (statement.Step())
            ids.Add(Id(statement));
        return ids;
    }

    public StoredPosition? FindPosition(SessionId session)
    {
        using SqliteStatement statement = database.Prepare("SELECT last_sequence, last_ordinal, head FROM sessions WHERE id = ?");
        return statement.Bind(1, session.ToString()).Step()
            ? new StoredPosition(statement.Int64(0), statement.Int64(1), statement.Blob(2))
            : null;
    }

    // A few rows at a time: a reader that is slow, a replay say, must not hold an old state of the database open, or the
    // write-ahead log could not shrink while it reads.
    public IEnumerable<StatementEntry> ListStatements(SessionId session)
    {
        using SqliteStatement statement = database.Prepare("""
            SELECT s.seq, s.at, s.duration, t.sql, t.kind, s.verdict, s.policy, s.rule, s.rows, s.error, s.masked
            FROM statements s JOIN texts t ON t.key = s.text
            WHERE s.session = (SELECT key FROM sessions WHERE id = ?1) AND s.seq > ?2 ORDER BY s.seq LIMIT ?3
            """);
        statement.Bind(1, session.ToString()).Bind(3, StatementsAtATime);
        List<StatementEntry> page = [];
        do
        {
            statement.Bind(2, page.Count == 0 ? 0 : page[^1].Seq);
            page.Clear();
            while (statement.Step())
                page.Add(Statement(statement));
            statement.Reset();
            foreach (StatementEntry entry in page)
                yield return entry;
        }
        while (page.Count == StatementsAtATime);
    }

    public IEnumerable<SealedChunk> ReadChunks(SessionId session)
    {
        using SqliteStatement statement = database.Prepare("""
            SELECT ordinal, first_sequence, last_sequence, hash, bytes FROM chunks
            WHERE session = (SELECT key FROM sessions WHERE id = ?1) AND ordinal > ?2 ORDER BY ordinal LIMIT 1
            """);
        statement.Bind(1, session.ToString());
        long last = 0;
        while (ReadChunk(statement.Bind(2, last), session) is { } chunk)
        {
            last = chunk.Ordinal;
            yield return chunk;
        }
    }

    public void Dispose() => database.Dispose();

    private static SealedChunk? ReadChunk(SqliteStatement statement, SessionId session)
    {
        SealedChunk? chunk = statement.Step()
            ? new SealedChunk(session, statement.Int64(0), statement.Int64(1), statement.Int64(2), statement.Blob(3), statement.Blob(4))
            : null;
        statement.Reset();
        return chunk;
    }

    private static List<SessionEntry> Sessions(SqliteStatement statement)
    {
        List<SessionEntry> sessions = [];
        while (statement.Step())
            sessions.Add(Session(statement));
        return sessions;
    }

    private static SessionEntry Session(SqliteStatement row) => new()
    {
        Id = Id(row),
        Endpoint = row.Text(1),
        Protocol = row.Text(2),
        Client = row.Text(3),
        User = row.NullableText(4),
        Database = row.NullableText(5),
        Application = row.NullableText(6),
        StartedAt = Time(row.Int64(7)),
        EndedAt = row.NullableInt64(8) is { } ended ? Time(ended) : null,
        EndReason = row.NullableText(9),
        Statements = row.Int64(10),
        Denied = row.Int64(11),
        Rows = row.Int64(12),
        BytesFromClient = row.Int64(13),
        BytesToClient = row.Int64(14),
    };

    private static StatementEntry Statement(SqliteStatement row) => new()
    {
        Seq = row.Int64(0),
        At = Time(row.Int64(1)),
        Duration = row.NullableInt64(2) is { } duration ? TimeSpan.FromMicroseconds(duration) : null,
        Sql = row.Text(3),
        Kind = row.NullableText(4),
        Verdict = (VerdictOutcome)row.Int64(5),
        Policy = row.NullableText(6),
        Rule = (int?)row.NullableInt64(7),
        Rows = row.NullableInt64(8),
        Error = row.NullableText(9),
        Masked = row.NullableText(10) is { } masked
            ? JsonSerializer.Deserialize(masked, MaskedJson.Default.IReadOnlyListString) ?? []
            : [],
    };

    private static SessionId Id(SqliteStatement row) =>
        SessionId.TryParse(row.Text(0), out SessionId id) ? id : throw new AuditIntegrityException($"'{row.Text(0)}' is not a session id");

    private static DateTimeOffset Time(long microseconds) => DateTimeOffset.UnixEpoch.AddMicroseconds(microseconds);

    private static string TextFilter(string? sql) => sql switch
    {
        null => "?7 IS NULL",
        _ when HasWords(sql) => """
            key IN (SELECT session FROM session_texts WHERE text IN (SELECT rowid FROM texts_search WHERE texts_search MATCH ?7))
            """,
        // The full-text index knows words only.
        _ => "key IN (SELECT session FROM session_texts WHERE text IN (SELECT key FROM texts WHERE instr(sql, ?7) > 0))",
    };

    // One phrase, whose last word may go on; quotes are doubled, so that nothing in it is an operator.
    private static string? TextArgument(string? sql)
    {
        if (sql is null || !HasWords(sql))
            return sql;
        return new StringBuilder("\"").Append(sql.Replace("\"", "\"\"", StringComparison.Ordinal)).Append("\" *").ToString();
    }

    private static bool HasWords(string sql) => sql.Any(char.IsLetterOrDigit);
}
