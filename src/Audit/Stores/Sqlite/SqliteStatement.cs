using SQLitePCL;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;

namespace WireProxy.Audit.Stores.Sqlite;

/// <summary>A prepared statement: bind from 1, step, read columns from 0, reset. What is not bound is NULL.</summary>
internal sealed class SqliteStatement(SqliteDatabase database, sqlite3_stmt statement) : IDisposable
{
    public SqliteStatement Bind(int at, long value)
    {
        database.Check(raw.sqlite3_bind_int64(statement, at, value));
        return this;
    }

    public SqliteStatement Bind(int at, long? value) => value is { } known ? Bind(at, known) : this;

    public SqliteStatement Bind(int at, string? value)
    {
        if (value is not null)
            database.Check(raw.sqlite3_bind_text(statement, at, value));
        return this;
    }

    public SqliteStatement Bind(int at, ReadOnlySpan<byte> value)
    {
        database.Check(raw.sqlite3_bind_blob(statement, at, value));
        return this;
    }

    public SqliteStatement Bind(int at, SessionId value)
    {
        Span<byte> id = stackalloc byte[Records.SessionId.Size];
        value.Write(id);
        return Bind(at, id);
    }

    /// <summary>True when there is a row.</summary>
    public bool Step()
    {
        int result = raw.sqlite3_step(statement);
        database.Check(result);
        return result == raw.SQLITE_ROW;
    }

    /// <summary>Executes a statement that has no rows, ready for the next binding.</summary>
    public void Run()
    {
        try
        {
            Step();
        }
        finally
        {
            Clear();
        }
    }

    /// <summary>The first column of the only row; null without a row.</summary>
    public long? FindInt64()
    {
        try
        {
            return Step() ? Int64(0) : null;
        }
        finally
        {
            Clear();
        }
    }

    public long Int64(int column) => raw.sqlite3_column_int64(statement, column);

    public long? NullableInt64(int column) => IsNull(column) ? null : Int64(column);

    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    public string? NullableText(int column) => IsNull(column) ? null : Text(column);

    public byte[] Blob(int column) => raw.sqlite3_column_blob(statement, column).ToArray();

    /// <exception cref="AuditIntegrityException">It is no digest.</exception>
    public Digest Digest(int column)
    {
        ReadOnlySpan<byte> bytes = raw.sqlite3_column_blob(statement, column);
        return bytes.Length == Records.Digest.Size ? Records.Digest.Read(bytes) : throw new AuditIntegrityException("a hash in the catalog is damaged");
    }

    /// <exception cref="AuditIntegrityException">It is no session id.</exception>
    public SessionId SessionId(int column)
    {
        ReadOnlySpan<byte> bytes = raw.sqlite3_column_blob(statement, column);
        return bytes.Length == Records.SessionId.Size ? Records.SessionId.Read(bytes) : throw new AuditIntegrityException("a session id in the catalog is damaged");
    }

    /// <summary>Ends the rows and keeps the bindings. The error of a failed step was reported by the step.</summary>
    public void Reset() => raw.sqlite3_reset(statement);

    public void Dispose() => statement.Dispose();

    private bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    private void Clear()
    {
        Reset();
        raw.sqlite3_clear_bindings(statement);
    }
}
