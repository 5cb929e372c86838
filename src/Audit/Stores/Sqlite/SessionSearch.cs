using System.Text;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;

namespace WireProxy.Audit.Stores.Sqlite;

/// <summary>The sessions of one day that meet a query, newest first.</summary>
internal sealed class SessionSearch(SqliteDatabase database)
{
    // From this many on, sessions are walked until enough are found; below, those that ran a matching text are looked up.
    private const int ManyUses = 20_000;

    private const string MatchingWords = "SELECT rowid FROM texts_search WHERE texts_search MATCH ?7";

    // The full-text index knows words only.
    private const string MatchingSigns = "SELECT key FROM texts WHERE instr(sql, ?7) > 0";

    public List<SessionEntry> Find(SessionQuery query)
    {
        using SqliteStatement statement = database.Prepare($"""
            SELECT {SessionRows.Columns} FROM sessions
            WHERE (?1 IS NULL OR user = ?1) AND (?2 IS NULL OR database = ?2) AND (?3 IS NULL OR endpoint = ?3)
              AND (?4 IS NULL OR started_at >= ?4) AND (?5 IS NULL OR started_at < ?5)
              AND (?6 = 0 OR denied > 0) AND (?11 = 0 OR masked > 0) AND (?12 IS NULL OR rows > ?12)
              AND (?13 IS NULL OR client = ?13 OR substr(client, 1, length(?13) + 1) = ?13 || ':')
              AND (?14 IS NULL OR application = ?14) AND (?15 IS NULL OR ended_at IS NULL OR ended_at >= ?15)
              AND (protocol = ?9) = ?10 AND {TextFilter(query.Sql)}
            ORDER BY id DESC LIMIT ?8
            """);
        statement.Bind(1, query.User).Bind(2, query.Database).Bind(3, query.Endpoint)
            .Bind(4, query.Since is { } since ? RecordHeader.Microseconds(since) : null)
            .Bind(5, query.Until is { } until ? RecordHeader.Microseconds(until) : null)
            .Bind(6, query.Denied == DeniedFilter.OnlyWithDenied ? 1 : 0)
            .Bind(7, TextArgument(query.Sql))
            .Bind(8, query.Limit)
            .Bind(9, SystemSession.Protocol)
            .Bind(10, query.Scope == SessionScope.System ? 1 : 0)
            .Bind(11, query.Masked == MaskedFilter.OnlyWithMasked ? 1 : 0)
            .Bind(12, query.MoreRowsThan)
            .Bind(13, query.Client).Bind(14, query.Application)
            .Bind(15, query.ActiveSince is { } active ? RecordHeader.Microseconds(active) : null);
        return SessionRows.ReadAll(statement);
    }

    private string TextFilter(string? sql)
    {
        if (sql is null)
            return "?7 IS NULL";
        string texts = HasWords(sql) ? MatchingWords : MatchingSigns;
        if (HasWords(sql) ? TextBundle.IsBetweenTexts(sql) : TextBundle.AreBetweenTexts(sql))
            texts = $"SELECT key FROM texts WHERE ?7 IS NOT NULL AND key IN ({string.Join(',', FindInTexts(texts, sql))})";
        return CountUses(texts, sql) < ManyUses
            ? $"key IN (SELECT session FROM session_texts INDEXED BY session_texts_by_text WHERE text IN ({texts}))"
            : $"EXISTS (SELECT 1 FROM session_texts WHERE session = sessions.key AND +text IN ({texts}))";
    }

    // Hardly anybody searches for such signs, so the rows are looked at one by one.
    private List<long> FindInTexts(string texts, string sql)
    {
        using SqliteStatement statement = database.Prepare($"SELECT key, digest, sql, kind FROM texts WHERE key IN ({texts})");
        statement.Bind(7, TextArgument(sql));
        List<long> keys = [];
        while (statement.Step())
        {
            var row = new StatementText(statement.Digest(1), statement.Text(2), statement.NullableText(3));
            List<StatementText> split = [.. TextBundle.Split(row)];
            if (HasWords(sql) ? split.Count == 1 : split.Exists(text => text.Sql.Contains(sql, StringComparison.Ordinal)))
                keys.Add(statement.Int64(0));
        }
        return keys;
    }

    private long CountUses(string texts, string sql)
    {
        using SqliteStatement statement = database.Prepare(
            $"SELECT count(*) FROM (SELECT 1 FROM session_texts INDEXED BY session_texts_by_text WHERE text IN ({texts}) LIMIT {ManyUses})");
        return statement.Bind(7, TextArgument(sql)).FindInt64() ?? 0;
    }

    // One phrase, whose last word may go on; quotes are doubled, so that nothing in it is an operator.
    private static string? TextArgument(string? sql)
    {
        if (sql is null || !HasWords(sql))
            return sql;
        return new StringBuilder("\"").Append(sql.Replace("\"", "\"\"", StringComparison.Ordinal)).Append("\" *").ToString();
    }

    private static bool HasWords(string sql) => sql.Any(char.IsLetterOrDigit);
}
