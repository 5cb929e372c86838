using WireProxy.Audit.Sealing;
using WireProxy.Audit.Stores;

namespace WireProxy.Audit.LiteDb;

/// <summary>
/// The store's file, opened when it is used. LiteDB binds a transaction to its thread: all of one use runs on one, and
/// one after the other.
/// </summary>
internal sealed class StoreFile(string folder, StoreAccess access, Func<string, StoreAccess, Stream> openFile) : IDisposable
{
    private readonly Lock _gate = new();
    private OpenDatabase? _open;

    /// <summary>On a real disk.</summary>
    public StoreFile(string folder, StoreAccess access)
        : this(folder, access, DurableFile.Open)
    {
    }

    public Task<T> ReadAsync<T>(Func<StoreTables, T> query, CancellationToken cancellationToken) => Task.Run(() => Read(query), cancellationToken);

    /// <summary>One transaction, on the disk when it returns; all of it or nothing.</summary>
    public Task WriteAsync(Action<StoreTables> change, CancellationToken cancellationToken) => Task.Run(() => Use(database => database.Write(change)), cancellationToken);

    /// <summary>Goes through what is to be erased, some of it in each transaction; then nothing of it is left in the files.</summary>
    public Task EraseAsync(Func<StoreTables, IReadOnlyList<Sweep>> plan, CancellationToken cancellationToken) => Task.Run(
        () => Use(database =>
        {
            foreach (Sweep sweep in plan(database.Tables))
            {
                while (!sweep.IsDone)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    database.Write(sweep.Step);
                }
            }
            database.Checkpoint();
        }),
        cancellationToken);

    /// <exception cref="AuditStoreException">It can not be opened, read or written.</exception>
    /// <exception cref="AuditIntegrityException">It is no such file, or one no more.</exception>
    public T Read<T>(Func<StoreTables, T> query)
    {
        T result = default!;
        Use(database => result = query(database.Tables));
        return result;
    }

    public void Dispose()
    {
        lock (_gate)
            Close();
    }

    private void Use(Action<OpenDatabase> work)
    {
        lock (_gate)
        {
            try
            {
                _open ??= OpenDatabase.Open(folder, access, openFile);
                work(_open);
            }
            catch (Exception refused) when (refused is AuditStoreException or OperationCanceledException)
            {
                throw;
            }
            catch (Exception failure)
            {
                // After an error LiteDB's engine is closed, or not to be trusted: the next use opens it anew.
                Close();
                throw Translate(failure);
            }
            finally
            {
                if (access == StoreAccess.ReadInTurns)
                    Close();
            }
        }
    }

    private void Close()
    {
        OpenDatabase? open = _open;
        _open = null;
        open?.Dispose();
    }

    // Bytes that were changed make LiteDB fail in any way that reading can fail. Who writes tries again, and says why it can not.
    private Exception Translate(Exception failure) => (access, failure) switch
    {
        (_, IOException or UnauthorizedAccessException) or (StoreAccess.Write, _) => new AuditStoreException($"the audit store: {failure.Message}", failure),
        (_, AuditIntegrityException) => failure,
        _ => new AuditIntegrityException($"the audit store's file is damaged: {failure.Message}"),
    };
}
