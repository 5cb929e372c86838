namespace WireProxy.Audit.Stores.Sqlite;

/// <summary>The tables of the embedded store. Times are microseconds since 1970 UTC, durations microseconds.</summary>
internal static class SqliteSchema
{
    /// <summary>PRAGMA user_version.</summary>
    public const int Version = 1;

    // PRAGMA application_id, "WPAU".
    private const int ApplicationId = 0x57504155;

    // Equal texts are kept once: a prepared statement that runs a million times is searched, and indexed, once.
    private const string Tables = """
        CREATE TABLE sessions (
            key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
            endpoint TEXT NOT NULL, protocol TEXT NOT NULL, client TEXT NOT NULL,
            user TEXT, database TEXT, application TEXT,
            started_at INTEGER NOT NULL, ended_at INTEGER, end_reason TEXT,
            statements INTEGER NOT NULL, denied INTEGER NOT NULL, rows INTEGER NOT NULL,
            bytes_from_client INTEGER NOT NULL, bytes_to_client INTEGER NOT NULL,
            last_sequence INTEGER NOT NULL, last_ordinal INTEGER NOT NULL, head BLOB NOT NULL);
        CREATE INDEX sessions_started ON sessions (started_at);
        CREATE INDEX sessions_open ON sessions (key) WHERE ended_at IS NULL;
        CREATE TABLE chunks (
            session INTEGER NOT NULL REFERENCES sessions (key), ordinal INTEGER NOT NULL,
            first_sequence INTEGER NOT NULL, last_sequence INTEGER NOT NULL, hash BLOB NOT NULL, bytes BLOB NOT NULL);
        CREATE UNIQUE INDEX chunks_order ON chunks (session, ordinal);
        CREATE TABLE texts (key INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, sql TEXT NOT NULL, kind TEXT);
        CREATE VIRTUAL TABLE texts_search USING fts5 (sql, content='texts', content_rowid='key');
        CREATE TABLE session_texts (
            text INTEGER NOT NULL REFERENCES texts (key), session INTEGER NOT NULL REFERENCES sessions (key),
            PRIMARY KEY (text, session)) WITHOUT ROWID;
        CREATE TABLE statements (
            session INTEGER NOT NULL REFERENCES sessions (key), seq INTEGER NOT NULL,
            at INTEGER NOT NULL, duration INTEGER, text INTEGER NOT NULL REFERENCES texts (key),
            verdict INTEGER NOT NULL, policy TEXT, rule INTEGER, rows INTEGER, error TEXT, masked TEXT,
            PRIMARY KEY (session, seq)) WITHOUT ROWID;
        """;

    /// <summary>Creates the tables in a new database; refuses one of another program or of a later version.</summary>
    public static void Ensure(SqliteDatabase database)
    {
        bool isNew = database.Scalar("SELECT count(*) FROM sqlite_master") == 0;
        if (!isNew)
            Check(database);
        // Pages of 16 KiB: chunks are large, and each page costs.
        // FULL: the intake is given back after the commit, so the commit must be on the disk.
        database.Execute("PRAGMA page_size = 16384; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
        database.Execute("BEGIN IMMEDIATE");
        if (isNew)
            database.Execute($"{Tables} PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version};");
        database.Execute("COMMIT");
    }

    /// <exception cref="AuditStoreException">Not a store that this version can read.</exception>
    public static void Check(SqliteDatabase database)
    {
        long version = database.Scalar("PRAGMA user_version");
        if (database.Scalar("PRAGMA application_id") != ApplicationId)
            throw new AuditStoreException("the database is not an audit store");
        if (version != Version)
            throw new AuditStoreException($"the audit store has schema version {version}, this program knows {Version}");
    }
}
