using SQLitePCL;

namespace WireProxy.Audit.Stores.Sqlite;

/// <summary>How a database is opened.</summary>
internal enum SqliteAccess
{
    ReadWrite,

    /// <summary>The same, without waiting for others.</summary>
    ReadWriteNow,

    ReadOnly,
}

/// <summary>A connection. The raw interface, because a row per statement is worth no object per row.</summary>
internal sealed class SqliteDatabase : IDisposable
{
    private const int BusyMilliseconds = 10_000;
    private const int PrimaryResult = 0xff;

    private readonly sqlite3 _connection;

    private SqliteDatabase(sqlite3 connection) => _connection = connection;

    /// <exception cref="AuditStoreException">It can not be opened.</exception>
    public static SqliteDatabase Open(string path, SqliteAccess access)
    {
        SqliteLibrary.EnsureLoaded();
        // No mutex of its own: each connection is used by one thread at a time.
        int flags = raw.SQLITE_OPEN_NOMUTEX | raw.SQLITE_OPEN_URI
            | (access == SqliteAccess.ReadOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        int result = raw.sqlite3_open_v2(path, out sqlite3 connection, flags, null);
        if (result != raw.SQLITE_OK)
        {
            connection?.Dispose();
            throw new AuditStoreException($"cannot open the audit store {path}: {raw.sqlite3_errstr(result).utf8_to_string()}");
        }
        raw.sqlite3_busy_timeout(connection, access == SqliteAccess.ReadWriteNow ? 0 : BusyMilliseconds);
        raw.sqlite3_extended_result_codes(connection, 1);
        return new SqliteDatabase(connection);
    }

    /// <summary>Opens a database that must be there, also on a disk that can not be written and beside a proxy that writes.</summary>
    /// <exception cref="AuditStoreException">It can not be opened.</exception>
    public static SqliteDatabase OpenToRead(string path)
    {
        SqliteDatabase database = Open(path, SqliteAccess.ReadOnly);
        try
        {
            database.Scalar("PRAGMA schema_version");
            return database;
        }
        catch (AuditStoreException)
        {
            database.Dispose();
            // A write-ahead log can not be read where its index can not be made; then what is in the database itself is read.
            return Open($"file:{Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal)}?immutable=1", SqliteAccess.ReadOnly);
        }
    }

    public void Execute(string sql) => Check(raw.sqlite3_exec(_connection, sql));

    public SqliteStatement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v3(_connection, sql, raw.SQLITE_PREPARE_PERSISTENT, out sqlite3_stmt statement));
        return new SqliteStatement(this, statement);
    }

    public long Scalar(string sql)
    {
        using SqliteStatement statement = Prepare(sql);
        return statement.Step() ? statement.Int64(0) : 0;
    }

    public long LastInsertedKey => raw.sqlite3_last_insert_rowid(_connection);

    public void Check(int result)
    {
        if (result is raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE)
            return;
        throw new AuditStoreException($"the audit catalog failed: {raw.sqlite3_errmsg(_connection).utf8_to_string()} ({result})")
        {
            IsDamage = (result & PrimaryResult) is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB,
        };
    }

    public void Dispose() => _connection.Dispose();
}
