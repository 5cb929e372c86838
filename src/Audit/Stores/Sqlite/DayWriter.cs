using WireProxy.Audit.Ledger;
using WireProxy.Audit.Sealing;

namespace WireProxy.Audit.Stores.Sqlite;

/// <summary>
/// Writes one day: frames to the ledger file, which is flushed, then what they add to the catalog, which is not: what a
/// loss of power takes from it comes back from the ledger at the next start.
/// </summary>
internal sealed class DayWriter : IDisposable
{
    private static readonly byte[] Padding = new byte[8];

    private readonly IStoreFile _file;
    // On the disk and not in the catalog yet, because that failed.
    private readonly List<FramePlace> _pending = [];
    private LedgerExtent _end;

    private DayWriter(DateOnly day, IStoreFile file, LedgerExtent end)
    {
        Day = day;
        _file = file;
        _end = end;
    }

    public DateOnly Day { get; }

    /// <summary>The last frame that is on the disk; the default in a new day.</summary>
    public LedgerPosition End => _end.Position;

    public CatalogWriter? Catalog { get; private set; }

    /// <summary>Opens a day that is written to from now on; what a crash cut off at its end goes.</summary>
    /// <exception cref="AuditStoreException">It can not be opened, or the catalog knows more than the ledger holds.</exception>
    public static DayWriter Open(string folder, DateOnly day, IStoreFiles files, CatalogSource source, LastDay last = LastDay.MayBeTorn)
    {
        string ledger = DayFiles.Ledger(folder, day);
        IStoreFile file = files.Open(ledger);
        CatalogWriter? catalog = null;
        try
        {
            catalog = OpenCatalog(folder, day);
            if (file.Length < LedgerFile.HeaderSize)
                Begin(file, folder, files);
            LedgerExtent end = new LedgerReplay(ledger, source, last).Run(catalog);
            if (last == LastDay.MayBeTorn && end.Bytes < file.Length)
                file.Truncate(end.Bytes);
            return new DayWriter(day, file, end) { Catalog = catalog };
        }
        catch
        {
            catalog?.Dispose();
            file.Dispose();
            throw;
        }
    }

    /// <summary>Frames that follow the last one. When it fails nothing of them is there, and it may be tried again.</summary>
    public void Write(IReadOnlyList<LedgerWrite> writes)
    {
        List<FramePlace> places = [];
        List<ReadOnlyMemory<byte>> parts = [];
        LedgerExtent end = _end;
        foreach (LedgerWrite write in writes)
        {
            FrameHeader header = write.Frame.Header;
            if (header.Position <= end.Position.Position)
                continue;
            if (end.Position.Position != 0 && header.Position != end.Position.Position + 1)
                throw new AuditStoreException($"frame {header.Position} does not follow frame {end.Position.Position}");
            var place = new FramePlace(write, end.Bytes);
            places.Add(place);
            Add(parts, write.Frame);
            end = new LedgerExtent(new LedgerPosition(header.Position, header.Link), place.End);
        }
        Append(parts);
        _end = end;
        _pending.AddRange(places);
        // With a closed catalog only frames that add nothing to it are written; the next opening passes over them.
        Catalog?.Apply(_pending);
        _pending.Clear();
    }

    public void CloseCatalog()
    {
        Catalog?.Dispose();
        Catalog = null;
    }

    public void Dispose()
    {
        CloseCatalog();
        _file.Dispose();
    }

    // The header of a new file goes with the folder's entry: a file without it is one that a crash left.
    private static void Begin(IStoreFile file, string folder, IStoreFiles files)
    {
        file.Write([LedgerFile.Header()], 0);
        file.Flush();
        files.FlushFolder(folder);
    }

    private static void Add(List<ReadOnlyMemory<byte>> parts, LedgerFrame frame)
    {
        byte[] header = new byte[FrameHeader.Size];
        frame.Header.Write(header);
        parts.Add(header);
        if (frame.Payload.IsEmpty)
            return;
        parts.Add(frame.Payload);
        int padding = (int)(frame.Header.PaddedLength - frame.Payload.Length);
        if (padding > 0)
            parts.Add(Padding.AsMemory(0, padding));
    }

    private void Append(List<ReadOnlyMemory<byte>> parts)
    {
        if (parts.Count == 0)
            return;
        long length = _end.Bytes + parts.Sum(part => (long)part.Length);
        try
        {
            _file.Write(parts, _end.Bytes);
            if (_file.Length != length)
                throw new IOException("not all of it was written");
            _file.Flush();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            CutOff();
            throw new AuditStoreException($"the audit ledger can not be written: {error.Message}", error);
        }
    }

    // What was written of a failed batch must not be taken for the ledger's end by anyone who reads it now.
    private void CutOff()
    {
        try
        {
            _file.Truncate(_end.Bytes);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next write starts at the same place.
        }
    }

    // A catalog that is no database any more is put aside and made anew from the ledger.
    private static CatalogWriter OpenCatalog(string folder, DateOnly day)
    {
        string path = DayFiles.Catalog(folder, day);
        try
        {
            return OpenCatalog(path);
        }
        catch (AuditStoreException damage) when (damage.IsDamage)
        {
            File.Move(path, path + ".damaged", overwrite: true);
            DayFiles.DeleteCatalog(folder, day);
            return OpenCatalog(path);
        }
    }

    private static CatalogWriter OpenCatalog(string path)
    {
        MakeOwnersOnly(path);
        SqliteDatabase database = SqliteDatabase.Open(path, SqliteAccess.ReadWrite);
        try
        {
            return new CatalogWriter(database);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    // By its path where it is there: closing a file that SQLite has open in this process would end the locks on it. What
    // SQLite puts beside it is as readable as this.
    private static void MakeOwnersOnly(string path)
    {
        if (File.Exists(path))
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        else
            new DiskStoreFiles().Open(path).Dispose();
    }
}
