using System.Runtime.CompilerServices;
using WireProxy.Audit.Indexing;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;

namespace WireProxy.Audit.Stores.Sqlite;

/// <summary>The embedded store: one SQLite file, written by one proxy, readable meanwhile by anyone with access to the folder.</summary>
public sealed class SqliteAuditStore : IAuditStore
{
    private readonly string _path;
    private readonly SqliteWriter? _writer;

    private SqliteAuditStore(string path, SqliteWriter? writer)
    {
        _path = path;
        _writer = writer;
    }

    /// <summary>The database file of an audit folder.</summary>
    public static string FileIn(string folder) => Path.Combine(folder, "audit.db");

    /// <summary>Opens it for writing; creates it.</summary>
    /// <exception cref="AuditStoreException">It can not be opened, or another version wrote it.</exception>
    public static SqliteAuditStore Open(string folder)
    {
        string path = FileIn(folder);
        SqliteDatabase database = SqliteDatabase.Open(path, SqliteAccess.ReadWrite);
        try
        {
            SqliteSchema.Ensure(database);
            return new SqliteAuditStore(path, new SqliteWriter(database));
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Opens it for reading, also while a proxy writes.</summary>
    /// <exception cref="AuditStoreException">There is none, or another version wrote it.</exception>
    public static SqliteAuditStore OpenRead(string folder)
    {
        var store = new SqliteAuditStore(FileIn(folder), writer: null);
        store.Read().Dispose();
        return store;
    }

    public Task WriteAsync(IReadOnlyList<SessionWrite> writes, CancellationToken cancellationToken)
    {
        SqliteWriter writer = _writer ?? throw new InvalidOperationException("the store was opened for reading");
        cancellationToken.ThrowIfCancellationRequested();
        writer.Write(writes);
        return Task.CompletedTask;
    }

    public Task<StoredPosition?> FindPositionAsync(SessionId session, CancellationToken cancellationToken) =>
        ReadAsync(reader => reader.FindPosition(session), cancellationToken);

    public Task<IReadOnlyList<SessionId>> ListUnendedAsync(CancellationToken cancellationToken) =>
        ReadAsync(reader => reader.ListUnended(), cancellationToken);

    public Task<IReadOnlyList<SessionEntry>> ListSessionsAsync(SessionQuery query, CancellationToken cancellationToken) =>
        ReadAsync(reader => reader.ListSessions(query), cancellationToken);

    public Task<IReadOnlyList<SessionEntry>> FindSessionsAsync(string idPrefix, int limit, CancellationToken cancellationToken) =>
        ReadAsync(reader => reader.FindSessions(idPrefix, limit), cancellationToken);

    public IAsyncEnumerable<StatementEntry> ListStatementsAsync(SessionId session, CancellationToken cancellationToken) =>
        StreamAsync(reader => reader.ListStatements(session), cancellationToken);

    public IAsyncEnumerable<SealedChunk> ReadChunksAsync(SessionId session, CancellationToken cancellationToken) =>
        StreamAsync(reader => reader.ReadChunks(session), cancellationToken);

    public ValueTask DisposeAsync()
    {
        _writer?.Dispose();
        return default;
    }

    private SqliteReader Read()
    {
        SqliteDatabase database = SqliteDatabase.Open(_path, SqliteAccess.ReadOnly);
        try
        {
            SqliteSchema.Check(database);
            return new SqliteReader(database);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private Task<T> ReadAsync<T>(Func<SqliteReader, T> query, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            using SqliteReader reader = Read();
            return query(reader);
        },
        cancellationToken);

    private async IAsyncEnumerable<T> StreamAsync<T>(
        Func<SqliteReader, IEnumerable<T>> query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using SqliteReader reader = await Task.Run(Read, cancellationToken);
        foreach (T row in query(reader))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return row;
        }
    }
}
