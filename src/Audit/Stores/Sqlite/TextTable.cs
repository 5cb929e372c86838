using WireProxy.Audit.Indexing;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;

namespace WireProxy.Audit.Stores.Sqlite;

/// <summary>
/// Statement texts, with the full-text index over them and which sessions ran them. A text that comes again is kept once for
/// all sessions; those that came for the first time are kept together (<see cref="TextBundle"/>).
/// </summary>
internal sealed class TextTable(SqliteDatabase database) : IDisposable
{
    private const int MaxRemembered = 8192;
    private const int MaxSeen = 65536;

    private readonly SqliteStatement _find = database.Prepare("SELECT key FROM texts WHERE digest = ?");
    private readonly SqliteStatement _insert = database.Prepare("INSERT INTO texts (digest, sql, kind) VALUES (?, ?, ?)");
    private readonly SqliteStatement _index = database.Prepare("INSERT INTO texts_search (rowid, sql) VALUES (?, ?)");
    private readonly SqliteStatement _use = database.Prepare("INSERT OR IGNORE INTO session_texts (session, text) VALUES (?, ?)");
    private readonly Dictionary<Digest, long> _keys = [];
    private readonly SeenLately _seen = new(MaxSeen);
    private readonly HashSet<(long Text, long Session)> _uses = [];
    // By kind; a statement is of one of a few dozen.
    private readonly Dictionary<string, TextBundle> _new = [];

    /// <summary>The session ran these texts.</summary>
    public void Use(IReadOnlyList<StatementText> texts, long session)
    {
        foreach (StatementText text in texts)
        {
            if (_keys.TryGetValue(text.Digest, out long known))
                Link(known, session);
            else if (IsNew(text))
                Collect(text, session);
            else
                Link(Keep(text), session);
        }
        foreach (TextBundle bundle in _new.Values)
            StoreCollected(bundle, session);
    }

    /// <summary>After a rollback, or when texts were removed, the remembered keys may not exist.</summary>
    public void Forget()
    {
        _keys.Clear();
        _seen.Clear();
        _uses.Clear();
        _new.Clear();
    }

    public void Dispose()
    {
        _find.Dispose();
        _insert.Dispose();
        _index.Dispose();
        _use.Dispose();
    }

    private bool IsNew(StatementText text) => !_seen.Add(text.Digest.GetHashCode()) && TextBundle.CanTake(text);

    private void Collect(StatementText text, long session)
    {
        string kind = text.Kind ?? "";
        if (!_new.TryGetValue(kind, out TextBundle? bundle))
            _new.Add(kind, bundle = new TextBundle());
        else if (!bundle.HasRoomFor(text))
            StoreCollected(bundle, session);
        bundle.Add(text);
    }

    // One alone is likely to be the statement that a service always asks, so it is remembered like those that came again.
    private void StoreCollected(TextBundle bundle, long session)
    {
        if (bundle.Take() is { } row)
            Link(Keep(row), session);
    }

    private long Keep(StatementText text)
    {
        long key = FindOrInsert(text);
        if (_keys.Count >= MaxRemembered)
            _keys.Clear();
        _keys[text.Digest] = key;
        return key;
    }

    private void Link(long text, long session)
    {
        if (_uses.Count >= MaxRemembered)
            _uses.Clear();
        if (_uses.Add((text, session)))
            _use.Bind(1, session).Bind(2, text).Run();
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
