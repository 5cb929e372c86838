namespace WireProxy.Audit.Stores.Sqlite;

/// <summary>The tables of a day's catalog. Times are microseconds since 1970 UTC; ids and digests are their bytes.</summary>
internal static class CatalogSchema
{
    /// <summary>PRAGMA user_version.</summary>
    public const int Version = 1;

    // PRAGMA application_id, "WPAU".
    private const int ApplicationId = 0x57504155;

    private const int CacheKilobytes = 32 << 10;
    private const int LogPages = 8192;

    // Parts of the index are written when there are many words, and merged when there are many parts.
    private const string IndexSettings = """
        INSERT INTO texts_search (texts_search, rank) VALUES ('hashsize', 8388608);
        INSERT INTO texts_search (texts_search, rank) VALUES ('automerge', 8);
        """;

    // Texts that come again are kept once: a prepared statement that runs a million times is searched, and indexed, once. A row
    // of texts may be a bundle of some that came for the first time (TextBundle).
    private const string Tables = """
        CREATE TABLE ledger (one INTEGER PRIMARY KEY CHECK (one = 1), position INTEGER NOT NULL, link BLOB NOT NULL, bytes INTEGER NOT NULL);
        CREATE TABLE sessions (
            key INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE,
            endpoint TEXT NOT NULL, protocol TEXT NOT NULL, client TEXT NOT NULL,
            user TEXT, database TEXT, application TEXT,
            started_at INTEGER NOT NULL, ended_at INTEGER, end_reason TEXT,
            statements INTEGER NOT NULL, denied INTEGER NOT NULL, masked INTEGER NOT NULL, rows INTEGER NOT NULL,
            bytes_from_client INTEGER NOT NULL, bytes_to_client INTEGER NOT NULL,
            last_sequence INTEGER NOT NULL, last_ordinal INTEGER NOT NULL, head BLOB NOT NULL, key_at INTEGER);
        CREATE INDEX sessions_open ON sessions (key) WHERE ended_at IS NULL;
        CREATE TABLE chunks (
            session INTEGER NOT NULL REFERENCES sessions (key), ordinal INTEGER NOT NULL,
            position INTEGER NOT NULL, first_sequence INTEGER NOT NULL, last_sequence INTEGER NOT NULL,
            payload_at INTEGER NOT NULL, length INTEGER NOT NULL, PRIMARY KEY (session, ordinal)) WITHOUT ROWID;
        CREATE TABLE texts (key INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, sql TEXT NOT NULL, kind TEXT);
        CREATE VIRTUAL TABLE texts_search USING fts5 (sql, content='texts', content_rowid='key');
        CREATE TABLE session_texts (
            session INTEGER NOT NULL REFERENCES sessions (key), text INTEGER NOT NULL REFERENCES texts (key),
            PRIMARY KEY (session, text)) WITHOUT ROWID;
        CREATE INDEX session_texts_by_text ON session_texts (text, session);
        """;

    /// <summary>Prepares a database for writing: creates the tables in a new one.</summary>
    /// <exception cref="AuditStoreException">It is of another program or version.</exception>
    public static void Ensure(SqliteDatabase database)
    {
        bool isNew = database.Scalar("SELECT count(*) FROM sqlite_master") == 0;
        if (!isNew)
            Check(database);
        // NORMAL: a commit waits for no disk, because whatever a loss of power takes is in the ledger and comes back from there.
        // What is overwritten while a day is written is an older state of what stays; who erases asks for more (CatalogEraser).
        database.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = FAST;");
        // Digests come in no order, so each new text touches other pages: those of a busy minute stay in memory, and reach the
        // database once for many changes.
        database.Execute($"PRAGMA cache_size = -{CacheKilobytes}; PRAGMA wal_autocheckpoint = {LogPages};");
        database.Execute("BEGIN IMMEDIATE");
        if (isNew)
            database.Execute($"{Tables} {IndexSettings} PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version};");
        database.Execute("COMMIT");
    }

    /// <summary>Whether it has just the tables and indexes that it was made with: a trigger would change what is written later.</summary>
    public static bool IsUnchanged(SqliteDatabase database)
    {
        using SqliteDatabase fresh = SqliteDatabase.Open(":memory:", SqliteAccess.ReadWrite);
        fresh.Execute(Tables);
        return Names(database).SequenceEqual(Names(fresh), StringComparer.Ordinal);
    }

    // Not how they are declared: those of the index are the library's own.
    private static List<string> Names(SqliteDatabase database)
    {
        using SqliteStatement statement = database.Prepare("SELECT type || ' ' || name FROM sqlite_master ORDER BY 1");
        List<string> names = [];
        while (statement.Step())
            names.Add(statement.Text(0));
        return names;
    }

    /// <exception cref="AuditStoreException">Not a catalog that this version can read.</exception>
    public static void Check(SqliteDatabase database)
    {
        long version = database.Scalar("PRAGMA user_version");
        if (database.Scalar("PRAGMA application_id") != ApplicationId)
            throw new AuditStoreException("the database is not an audit catalog");
        if (version != Version)
            throw new AuditStoreException($"the audit catalog has schema version {version}, this program knows {Version}");
    }
}
