using System.Runtime.CompilerServices;
using WireProxy.Audit.Keys;
using WireProxy.Audit.Ledger;
using WireProxy.Audit.Records;
using WireProxy.Audit.Sealing;

namespace WireProxy.Audit.Stores.Sqlite;

/// <summary>
/// The embedded store of one proxy: per day a ledger file and a SQLite catalog over it, readable meanwhile by anyone with
/// access to the folder.
/// </summary>
public sealed class SqliteAuditStore : IAuditStore
{
    private readonly string _folder;
    private readonly IStoreFiles _files;
    private readonly CatalogSource? _source;
    private DayWriter? _writer;

    private SqliteAuditStore(string folder, IStoreFiles files, CatalogSource? source)
    {
        _folder = folder;
        _files = files;
        _source = source;
    }

    /// <summary>Opens it for writing; creates it. What a crash kept from the catalog is made up for.</summary>
    /// <param name="folder">The audit folder.</param>
    /// <param name="source">Reads chunks, where the catalog is behind.</param>
    /// <exception cref="AuditStoreException">It can not be opened, or another version wrote it.</exception>
    public static SqliteAuditStore Open(string folder, CatalogSource source) => Open(folder, source, new DiskStoreFiles());

    internal static SqliteAuditStore Open(string folder, CatalogSource source, IStoreFiles files)
    {
        var store = new SqliteAuditStore(folder, files, source);
        List<DateOnly> days = DayFiles.List(folder);
        foreach (DateOnly day in days)
        {
            LastDay last = day == days[^1] ? LastDay.MayBeTorn : LastDay.IsWhole;
            // Closed catalogs are left as they are: the ledger has the hash of their file.
            bool isGood = CatalogAtRest.IsOne(DayFiles.Catalog(folder, day)) && (last == LastDay.IsWhole || DaySummary.IsWhole(folder, day));
            if (!isGood)
                DayWriter.Open(folder, day, files, source, last).Dispose();
        }
        return store;
    }

    /// <summary>Opens it for reading, also while a proxy writes.</summary>
    /// <exception cref="AuditStoreException">There is none, or another version wrote it.</exception>
    public static SqliteAuditStore OpenRead(string folder)
    {
        if (DayFiles.List(folder) is not [.., var newest])
            throw new AuditStoreException($"there is no audit store in {folder}");
        DayCatalog.Open(folder, newest).Dispose();
        return new SqliteAuditStore(folder, new DiskStoreFiles(), source: null);
    }

    public Task WriteAsync(LedgerBatch batch, CancellationToken cancellationToken) => Writing(() =>
    {
        cancellationToken.ThrowIfCancellationRequested();
        WriterOf(batch).Write(batch.Writes);
        if (batch.Writes.LastOrDefault(write => write.Frame.Kind == FrameKind.Head) is { } head)
            Heads.ReplaceHead(head.Frame.Payload);
    });

    public Task WriteKeychainAsync(LedgerId ledger, ReadOnlyMemory<byte> entry, CancellationToken cancellationToken) =>
        Writing(() => Heads.AddToKeychain(entry));

    public Task<LedgerId?> FindOwnerAsync(CancellationToken cancellationToken) => Reading<LedgerId?>(() =>
        DayFiles.List(_folder) is [.., var newest] && ReadOpening(newest) is { } opening && LedgerId.TryParse(opening.Ledger, out LedgerId owner)
            ? owner
            : null, cancellationToken);

    public Task<IReadOnlyList<LedgerFrame>> ReadStateAsync(LedgerId ledger, CancellationToken cancellationToken) =>
        Reading<IReadOnlyList<LedgerFrame>>(() => DayFiles.List(_folder) is [.., var newest] ? ReadState(newest) : [], cancellationToken);

    public Task<StoredHeads> ReadHeadsAsync(LedgerId ledger, CancellationToken cancellationToken) => Reading(Heads.Read, cancellationToken);

    public Task<StoredPosition?> FindPositionAsync(SessionId session, CancellationToken cancellationToken) => Reading(
        () => DaysOf(session).Reverse().Select(day => Read(day, catalog => catalog.FindPosition(session))).FirstOrDefault(found => found is not null),
        cancellationToken);

    public Task<ReadOnlyMemory<byte>?> FindKeyAsync(SessionId session, CancellationToken cancellationToken) =>
        Reading(() => DaysOf(session).Reverse().Select(day => FindKey(session, day)).FirstOrDefault(key => key is not null), cancellationToken);

    public Task<IReadOnlyList<SessionId>> ListUnendedAsync(LedgerId ledger, CancellationToken cancellationToken) =>
        Reading<IReadOnlyList<SessionId>>(() => new SessionListing(_folder).Unended(), cancellationToken);

    public Task<IReadOnlyList<SessionEntry>> ListSessionsAsync(SessionQuery query, CancellationToken cancellationToken) =>
        Reading<IReadOnlyList<SessionEntry>>(() => new SessionListing(_folder).Search(query), cancellationToken);

    public Task<IReadOnlyList<SessionEntry>> FindSessionsAsync(string idPrefix, int limit, CancellationToken cancellationToken) =>
        Reading<IReadOnlyList<SessionEntry>>(() => new SessionListing(_folder).Find(idPrefix, limit), cancellationToken);

    public async IAsyncEnumerable<SealedChunk> ReadChunksAsync(
        SessionId session, ChunkParts parts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var chunks = new ChunkSource(_folder, session, parts);
        foreach (DateOnly day in DaysOf(session))
        {
            while (await Reading(() => chunks.NextPage(day), cancellationToken) is { Count: > 0 } page)
            {
                foreach (ChunkRow row in page)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    yield return chunks.Read(day, row);
                }
            }
        }
    }

    public Task<IReadOnlySet<SessionId>> FindInDayAsync(
        LedgerId ledger, DateOnly day, IReadOnlySet<SessionId> among, CancellationToken cancellationToken) =>
        Reading<IReadOnlySet<SessionId>>(
            () => File.Exists(DayFiles.Catalog(_folder, day))
                ? Read(day, catalog => among.Where(session => catalog.FindPosition(session) is not null).ToHashSet())
                : new HashSet<SessionId>(),
            cancellationToken);

    public Task<bool> WasErasedAsync(SessionId session, CancellationToken cancellationToken) =>
        Reading(() => CurrentState().HasErasedSince(FirstDayOf(session)), cancellationToken);

    public Task<IReadOnlySet<SessionId>> ListHeldAsync(CancellationToken cancellationToken) =>
        Reading(() => CurrentState().Held, cancellationToken);

    public Task<IReadOnlyList<StoredDay>> ListDaysAsync(LedgerId ledger, CancellationToken cancellationToken) =>
        Reading<IReadOnlyList<StoredDay>>(() => [.. DayFiles.List(_folder).Select(day => DaySummary.Read(_folder, day))], cancellationToken);

    public Task<Digest?> CloseCatalogAsync(LedgerId ledger, DateOnly day, CancellationToken cancellationToken)
    {
        if (_writer?.Day == day)
            _writer.CloseCatalog();
        return Task.FromResult(CatalogAtRest.Close(DayFiles.Catalog(_folder, day)));
    }

    public Task EraseDayAsync(LedgerId ledger, DateOnly day, IReadOnlySet<SessionId> kept, CancellationToken cancellationToken) => Writing(() =>
    {
        if (_writer?.Day == day)
            throw new InvalidOperationException("the day is being written");
        if (kept.Count > 0 && File.Exists(DayFiles.Ledger(_folder, day)))
        {
            new PayloadEraser(_folder, day, _files).EraseAllBut(kept);
            ChangeCatalog(day, catalog => catalog.RemoveAllBut(kept));
            return;
        }
        // The ledger last: as long as it is there, the next start finds the day and tries again.
        DayFiles.DeleteCatalog(_folder, day);
        File.Delete(DayFiles.Ledger(_folder, day));
        _files.FlushFolder(_folder);
    });

    public Task ShredAsync(SessionId session, CancellationToken cancellationToken) => Writing(() =>
    {
        foreach (DateOnly day in DaysOf(session))
        {
            if (Read(day, catalog => catalog.FindPosition(session)) is null)
                continue;
            new PayloadEraser(_folder, day, _files).Shred(session);
            ChangeCatalog(day, catalog => catalog.RemoveTexts(session));
        }
    });

    public ValueTask DisposeAsync()
    {
        _writer?.Dispose();
        _writer = null;
        return default;
    }

    private HeadFiles Heads => new(_folder, _files);

    private DayWriter WriterOf(LedgerBatch batch)
    {
        bool needsCatalog = batch.Writes.Any(write => write.Frame.Kind is FrameKind.Chunk or FrameKind.SessionKey);
        if (_writer?.Day == batch.Day && (_writer.Catalog is not null || !needsCatalog))
            return _writer;
        CatalogSource source = _source ?? throw new InvalidOperationException("the store was opened for reading");
        _writer?.Dispose();
        _writer = null;
        return _writer = DayWriter.Open(_folder, batch.Day, _files, source);
    }

    // A day whose catalog is being written is changed through the same connection.
    private void ChangeCatalog(DateOnly day, Action<CatalogEraser> change)
    {
        if (_writer?.Day == day && _writer.Catalog is { } open)
        {
            change(new CatalogEraser(open.Database));
            open.Forget();
            open.Database.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
            return;
        }
        using SqliteDatabase database = SqliteDatabase.Open(DayFiles.Catalog(_folder, day), SqliteAccess.ReadWrite);
        change(new CatalogEraser(database));
    }

    // A session has frames only of the day it began and later ones; a clock may be an hour or so off.
    private IEnumerable<DateOnly> DaysOf(SessionId session) => DayFiles.List(_folder).Where(day => day >= FirstDayOf(session));

    private static DateOnly FirstDayOf(SessionId session) => DateOnly.FromDateTime(session.CreatedAt.UtcDateTime.AddDays(-1));

    private ReadOnlyMemory<byte>? FindKey(SessionId session, DateOnly day)
    {
        if (Read(day, catalog => catalog.FindKey(session)) is not { } at)
            return null;
        using var frames = new LedgerScanner(DayFiles.Ledger(_folder, day));
        byte[] wrapped = frames.ReadAt(at, WrappedKey.Size);
        return WrappedKey.IsOne(wrapped) ? wrapped : null;
    }

    private DayOpened? ReadOpening(DateOnly day)
    {
        using var frames = new LedgerScanner(DayFiles.Ledger(_folder, day));
        return frames.TryRead(out FrameHeader header) ? LedgerPayload.ReadDay(frames.ReadPayload(header)) : null;
    }

    private List<LedgerFrame> ReadState(DateOnly day)
    {
        using var frames = new LedgerScanner(DayFiles.Ledger(_folder, day));
        List<LedgerFrame> state = [];
        LedgerFrame? last = null;
        while (frames.TryRead(out FrameHeader header))
        {
            bool isState = header.Kind is not (FrameKind.Chunk or FrameKind.SessionKey);
            last = new LedgerFrame(header, isState ? frames.ReadPayload(header) : default);
            if (isState)
                state.Add(last);
        }
        if (last is not null && !state.Contains(last))
            state.Add(last);
        return state;
    }

    private LedgerState CurrentState()
    {
        var state = new LedgerState();
        foreach (LedgerFrame frame in DayFiles.List(_folder) is [.., var newest] ? ReadState(newest) : [])
            state.Apply(frame);
        return state;
    }

    private T Read<T>(DateOnly day, Func<DayCatalog, T> query)
    {
        using DayCatalog catalog = DayCatalog.Open(_folder, day);
        return query(catalog);
    }

    private static Task<T> Reading<T>(Func<T> query, CancellationToken cancellationToken) => Task.Run(query, cancellationToken);

    private static Task Writing(Action change)
    {
        try
        {
            change();
            return Task.CompletedTask;
        }
        catch (Exception error) when (error is UnauthorizedAccessException or (IOException and not (AuditStoreException or AuditKeyException)))
        {
            return Task.FromException(new AuditStoreException($"the audit store can not be written: {error.Message}", error));
        }
    }
}
