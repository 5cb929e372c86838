using LiteDB;
using LiteDB.Engine;
using WireProxy.Audit.Intake;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.LiteDb;

/// <summary>The open file with its log, held by one process that writes or by some that read.</summary>
internal sealed class OpenDatabase : IDisposable
{
    public const string FileName = "audit.litedb";

    /// <summary>The name that LiteDB itself would give it.</summary>
    public const string LogName = "audit-log.litedb";

    /// <summary>Of the schema; LiteDB's USER_VERSION.</summary>
    public const int Version = 1;

    // From here on the log is copied into the file.
    private const long LongLog = 64 << 20;

    private readonly string _logPath;
    private readonly Stream _data;
    private readonly Stream _log;
    private readonly LiteDatabase _database;
    private readonly StoreAccess _access;

    private OpenDatabase(string logPath, Stream data, Stream log, StoreAccess access)
    {
        _logPath = logPath;
        _data = data;
        _log = log;
        _access = access;
        // Ordinal: the default collation takes letters of either case for one.
        _database = new LiteDatabase(new LiteEngine(new EngineSettings
        {
            DataStream = data,
            LogStream = log,
            Collation = Collation.Binary,
            ReadOnly = access != StoreAccess.Write,
        }));
        Tables = new StoreTables(_database);
    }

    public StoreTables Tables { get; }

    /// <exception cref="AuditStoreException">There is none, another process has it, or another version wrote it.</exception>
    public static OpenDatabase Open(string folder, StoreAccess access, Func<string, StoreAccess, Stream> openFile)
    {
        string path = Path.Combine(folder, FileName);
        string log = Path.Combine(folder, LogName);
        if (access != StoreAccess.Write && new FileInfo(path) is not { Exists: true, Length: > 0 })
            throw new AuditStoreException($"there is no audit store in {folder}");
        OpenDatabase database = Hold(path, log, access, openFile);
        try
        {
            database.Prepare(folder);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>One transaction. LiteDB leaves its log in the page cache: it is flushed here.</summary>
    public void Write(Action<StoreTables> change)
    {
        if (!_database.BeginTrans())
            throw new InvalidOperationException("a transaction is open on this thread");
        try
        {
            change(Tables);
            _database.Commit();
        }
        catch
        {
            TryRollback();
            throw;
        }
        _log.Flush();
        if (_log.Length > LongLog)
            _database.Checkpoint();
    }

    /// <summary>Copies the log into the file, flushes that, and empties the log: older states of pages are gone then.</summary>
    public void Checkpoint()
    {
        // In this order, or a loss of power in between could take both.
        _log.Flush();
        _database.Checkpoint();
    }

    public void Dispose()
    {
        try
        {
            if (_access == StoreAccess.Write)
                Checkpoint();
        }
        catch (Exception)
        {
            // What was committed is in the log, which the next start reads.
        }
        _database.Dispose();
        bool isEmpty = _access == StoreAccess.Write && _log is { CanSeek: true, Length: 0 };
        _log.Dispose();
        _data.Dispose();
        if (isEmpty)
            File.Delete(_logPath);
    }

    // After an error of the disk there is nothing open that could be rolled back; what failed first is what is told.
    private void TryRollback()
    {
        try
        {
            _database.Rollback();
        }
        catch (LiteException)
        {
        }
    }

    private static OpenDatabase Hold(string path, string log, StoreAccess access, Func<string, StoreAccess, Stream> openFile)
    {
        Stream? data = null, logged = null;
        try
        {
            data = openFile(path, access);
            logged = access == StoreAccess.Write || File.Exists(log) ? openFile(log, access) : new MemoryStream();
            return new OpenDatabase(log, data, logged, access);
        }
        catch (Exception failure)
        {
            data?.Dispose();
            logged?.Dispose();
            if (failure is IOException and not (FileNotFoundException or DirectoryNotFoundException))
            {
                string hint = access == StoreAccess.Write ? "Does another process read it?" : "LiteDB lets nobody read a file while a process writes it: is the proxy running?";
                throw new AuditStoreException($"{path} can not be opened: {failure.Message} {hint}", failure);
            }
            throw;
        }
    }

    private void Prepare(string folder)
    {
        int version = _database.UserVersion;
        bool isNew = version == 0 && _access == StoreAccess.Write && Tables.Ledger.Count() == 0;
        if (version != Version && !isNew)
            throw new AuditStoreException($"the audit store has schema version {version}, this program knows {Version}");
        if (_access != StoreAccess.Write)
            return;
        // What a crash left in the log, and LiteDB counts for written, may not be on the disk.
        Checkpoint();
        if (!isNew)
            return;
        // LiteDB must not do that by itself: it does not flush the log before.
        _database.CheckpointSize = 0;
        Tables.CreateIndexes();
        _database.UserVersion = Version;
        Checkpoint();
        DiskCalls.FlushFolder(folder);
    }
}
