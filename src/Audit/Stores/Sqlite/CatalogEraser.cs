using WireProxy.Audit.Records;

namespace WireProxy.Audit.Stores.Sqlite;

/// <summary>Takes sessions and their texts out of a day's catalog, and out of the free pages of its file.</summary>
internal sealed class CatalogEraser(SqliteDatabase database)
{
    /// <summary>
    /// Removes every session that is not kept, with all that only they had. Done before, it changes no byte: the ledger has
    /// the hash of the file.
    /// </summary>
    public void RemoveAllBut(IReadOnlySet<SessionId> kept)
    {
        OverwriteWhatIsDeleted();
        using SqliteStatement all = database.Prepare("SELECT key, id FROM sessions");
        List<long> removed = [];
        while (all.Step())
        {
            if (!kept.Contains(all.SessionId(1)))
                removed.Add(all.Int64(0));
        }
        all.Reset();
        if (removed.Count == 0)
            return;
        InTransaction(() =>
        {
            foreach (long session in removed)
            {
                RemoveTextsOf(session);
                Run("DELETE FROM chunks WHERE session = ?", session);
                Run("DELETE FROM sessions WHERE key = ?", session);
            }
            ForgetRemovedWords();
        });
        database.Execute("VACUUM");
    }

    /// <summary>Removes the session's texts and its key's place; that it was, when and by whom stays. Done before, it changes no byte.</summary>
    public void RemoveTexts(SessionId session)
    {
        OverwriteWhatIsDeleted();
        using SqliteStatement find = database.Prepare(
            "SELECT key FROM sessions WHERE id = ? AND (key_at IS NOT NULL OR key IN (SELECT session FROM session_texts))");
        if (find.Bind(1, session).FindInt64() is not { } key)
            return;
        InTransaction(() =>
        {
            RemoveTextsOf(key);
            Run("UPDATE sessions SET key_at = NULL WHERE key = ?", key);
            ForgetRemovedWords();
        });
        database.Execute("VACUUM");
    }

    // The index keeps removed words until its parts are merged.
    private void ForgetRemovedWords() => database.Execute("INSERT INTO texts_search (texts_search) VALUES ('optimize')");

    private void OverwriteWhatIsDeleted() => database.Execute("PRAGMA secure_delete = ON");

    private void RemoveTextsOf(long session)
    {
        List<long> texts = Keys("SELECT text FROM session_texts WHERE session = ?", session);
        Run("DELETE FROM session_texts WHERE session = ?", session);
        foreach (long text in texts)
        {
            if (Keys("SELECT session FROM session_texts WHERE text = ? LIMIT 1", text).Count > 0)
                continue;
            Run("INSERT INTO texts_search (texts_search, rowid, sql) SELECT 'delete', key, sql FROM texts WHERE key = ?", text);
            Run("DELETE FROM texts WHERE key = ?", text);
        }
    }

    private List<long> Keys(string sql, long key)
    {
        using SqliteStatement statement = database.Prepare(sql);
        statement.Bind(1, key);
        List<long> keys = [];
        while (statement.Step())
            keys.Add(statement.Int64(0));
        return keys;
    }

    private void Run(string sql, long key)
    {
        using SqliteStatement statement = database.Prepare(sql);
        statement.Bind(1, key).Run();
    }

    private void InTransaction(Action changes)
    {
        database.Execute("BEGIN IMMEDIATE");
        try
        {
            changes();
            database.Execute("COMMIT");
        }
        catch
        {
            database.Execute("ROLLBACK");
            throw;
        }
    }
}
