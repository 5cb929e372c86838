using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;

namespace WireProxy.Audit.Stores.Sqlite;

/// <summary>Statement texts, each once, with the full-text index over them and which sessions ran them.</summary>
internal sealed class TextTable(SqliteDatabase database) : IDisposable
{
    private const int MaxRemembered = 8192;

    private readonly SqliteStatement _find = database.Prepare("SELECT key FROM texts WHERE digest = ?");
    private readonly SqliteStatement _insert = database.Prepare("INSERT INTO texts (digest, sql, kind) VALUES (?, ?, ?)");
    private readonly SqliteStatement _index = database.Prepare("INSERT INTO texts_search (rowid, sql) VALUES (?, ?)");
    private readonly SqliteStatement _use = database.Prepare("INSERT OR IGNORE INTO session_texts (session, text) VALUES (?, ?)");
    private readonly Dictionary<Digest, long> _keys = [];
    private readonly HashSet<(long Text, long Session)> _uses = [];

    /// <summary>The session ran this text.</summary>
    public void Use(StatementText text, long session)
    {
        if (!_keys.TryGetValue(text.Digest, out long key))
        {
            key = FindOrInsert(text);
            if (_keys.Count >= MaxRemembered)
                _keys.Clear();
            _keys.Add(text.Digest, key);
        }
        if (_uses.Count >= MaxRemembered)
            _uses.Clear();
        if (_uses.Add((key, session)))
            _use.Bind(1, session).Bind(2, key).Run();
    }

    /// <summary>After a rollback, or when texts were removed, the remembered keys may not exist.</summary>
    public void Forget()
    {
        _keys.Clear();
        _uses.Clear();
    }

    public void Dispose()
    {
        _find.Dispose();
        _insert.Dispose();
        _index.Dispose();
        _use.Dispose();
    }

    private long FindOrInsert(StatementText text)
    {
        Span<byte> digest = stackalloc byte[Digest.Size];
        text.Digest.Write(digest);
        if (_find.Bind(1, digest).FindInt64() is { } found)
            return found;
        _insert.Bind(1, digest).Bind(2, text.Sql).Bind(3, text.Kind).Run();
        long key = database.LastInsertedKey;
        _index.Bind(1, key).Bind(2, text.Sql).Run();
        return key;
    }
}
