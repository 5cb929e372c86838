using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace WireProxy.Audit.Stores.Sqlite;

/// <summary>Statement texts, each once, with the full-text index over them and which sessions ran them.</summary>
internal sealed class TextTable(SqliteDatabase database) : IDisposable
{
    private const int MaxRemembered = 8192;
    private const int MaxRememberedLength = 4096;
    private const int DigestBytes = 16;

    private readonly SqliteStatement _find = database.Prepare("SELECT key FROM texts WHERE digest = ?");
    private readonly SqliteStatement _insert = database.Prepare("INSERT INTO texts (digest, sql, kind) VALUES (?, ?, ?)");
    private readonly SqliteStatement _index = database.Prepare("INSERT INTO texts_search (rowid, sql) VALUES (?, ?)");
    private readonly SqliteStatement _use = database.Prepare("INSERT OR IGNORE INTO session_texts (text, session) VALUES (?, ?)");
    private readonly Dictionary<string, long> _keys = [];
    private readonly HashSet<(long Text, long Session)> _uses = [];

    /// <summary>The key of a text, which the session used. Its kind is kept with it: the same text is of the same kind.</summary>
    public long KeyOf(string sql, string? kind, long session)
    {
        if (!_keys.TryGetValue(sql, out long key))
        {
            key = FindOrInsert(sql, kind);
            if (_keys.Count >= MaxRemembered)
                _keys.Clear();
            if (sql.Length <= MaxRememberedLength)
                _keys.Add(sql, key);
        }
        if (_uses.Count >= MaxRemembered)
            _uses.Clear();
        if (_uses.Add((key, session)))
            _use.Bind(1, key).Bind(2, session).Run();
        return key;
    }

    /// <summary>After a rollback the remembered keys may not exist.</summary>
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

    private long FindOrInsert(string sql, string? kind)
    {
        Span<byte> digest = stackalloc byte[DigestBytes];
        Digest(sql, digest);
        if (_find.Bind(1, digest).FindInt64() is { } found)
            return found;
        _insert.Bind(1, digest).Bind(2, sql).Bind(3, kind).Run();
        long key = database.LastInsertedKey;
        _index.Bind(1, key).Bind(2, sql).Run();
        return key;
    }

    private static void Digest(string sql, Span<byte> digest)
    {
        byte[] utf8 = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(sql.Length));
        Span<byte> full = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(utf8.AsSpan(0, Encoding.UTF8.GetBytes(sql, utf8)), full);
        ArrayPool<byte>.Shared.Return(utf8);
        full[..DigestBytes].CopyTo(digest);
    }
}
