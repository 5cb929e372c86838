using WireProxy.Audit.Intake;
using WireProxy.Audit.Stores.Sqlite;

namespace WireProxy.Audit.Tests.Intake;

/// <summary>
/// A disk that loses power: what it then holds is what was flushed, and of the rest any pages at all. Files whose folder
/// was not flushed are gone, and so is what this does not see, the catalogs among it.
/// </summary>
internal sealed class PowerDisk : ISegmentFiles, IStoreFiles
{
    private const int PageSize = 4096;

    private readonly Lock _gate = new();
    private readonly DiskSegmentFiles _segments = new();
    private readonly DiskStoreFiles _files = new();
    private readonly Dictionary<string, byte[]> _flushed = [];
    private readonly HashSet<string> _named = [];
    private readonly Dictionary<string, SegmentFile> _mapped = [];

    /// <summary>What is on the disk if the power fails now, as a folder.</summary>
    public void CutPower(string from, string to, Random random)
    {
        Dictionary<string, byte[]> left = [];
        lock (_gate)
        {
            foreach (string path in _named)
                left.Add(path, Mix(_flushed.GetValueOrDefault(path, []), Current(path), random));
        }
        foreach ((string path, byte[] bytes) in left)
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllBytes(target, bytes);
        }
    }

    SegmentFile ISegmentFiles.Create(string path, int length)
    {
        // Its pages are those of the real file; only what a flush is, is decided here.
        _segments.Create(path, length).Dispose();
        var file = new MappedSegment(this, path, length);
        lock (_gate)
        {
            _flushed[path] = new byte[length];
            _mapped[path] = file;
            _named.Add(path);
        }
        return file;
    }

    SegmentFile ISegmentFiles.Open(string path) => _segments.Open(path);

    IStoreFile IStoreFiles.Open(string path) => new StoreFile(this, path, _files.Open(path));

    void IStoreFiles.FlushFolder(string path)
    {
        lock (_gate)
        {
            HashSet<string> there = [.. Directory.GetFiles(path).Where(file => Path.GetExtension(file) is ".ledger" or "")];
            _named.RemoveWhere(file => Path.GetDirectoryName(file) == path && !there.Contains(file));
            foreach (string file in there.Where(file => Path.GetFileName(file) is "head" or "keychain" || _flushed.ContainsKey(file)))
            {
                _named.Add(file);
                // Put there whole, and flushed, under another name.
                if (Path.GetFileName(file) == "head")
                    _flushed[file] = File.ReadAllBytes(file);
            }
        }
    }

    private byte[] Current(string path)
    {
        if (_mapped.TryGetValue(path, out SegmentFile? segment))
            return segment.Memory.Slice(0, segment.Memory.Length).ToArray();
        return File.Exists(path) ? File.ReadAllBytes(path) : [];
    }

    // Page by page the flushed or the current bytes; a file may have its length and not yet its content.
    private static byte[] Mix(byte[] flushed, byte[] current, Random random)
    {
        byte[] mixed = new byte[random.Next(2) == 0 ? flushed.Length : Math.Max(flushed.Length, current.Length)];
        flushed.CopyTo(mixed.AsSpan());
        for (int at = 0; at < mixed.Length; at += PageSize)
        {
            int length = Math.Min(PageSize, Math.Min(mixed.Length, current.Length) - at);
            if (length > 0 && random.Next(2) == 0)
                current.AsSpan(at, length).CopyTo(mixed.AsSpan(at));
        }
        return mixed;
    }

    private void Flushed(string path, Func<byte[]> read)
    {
        lock (_gate)
            _flushed[path] = read();
    }

    // A segment may go while it is flushed; its memory must not, while it is copied.
    private void FlushedSegment(MappedSegment segment)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(!_mapped.ContainsKey(segment.Path), segment);
            _flushed[segment.Path] = segment.Memory.Slice(0, segment.Memory.Length).ToArray();
        }
    }

    private void FlushedHeader(string path, byte[] page)
    {
        lock (_gate)
            page.CopyTo(_flushed[path].AsSpan());
    }

    private void Deleted(string path)
    {
        lock (_gate)
        {
            _named.Remove(path);
            _mapped.Remove(path);
        }
    }

    private static (Microsoft.Win32.SafeHandles.SafeFileHandle Handle, MappedMemory Memory) Map(string path, int length)
    {
        var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        return (handle, new MappedMemory(handle, length));
    }

    private sealed class MappedSegment : SegmentFile
    {
        private readonly PowerDisk _disk;

        public MappedSegment(PowerDisk disk, string path, int length)
            : this(disk, path, Map(path, length))
        {
        }

        private MappedSegment(PowerDisk disk, string path, (Microsoft.Win32.SafeHandles.SafeFileHandle Handle, MappedMemory Memory) mapped)
            : base(path, mapped.Handle, mapped.Memory) => _disk = disk;

        // What is appended while this copies may be in or not, as with a real disk.
        public override void Flush() => _disk.FlushedSegment(this);

        public override void FlushHeader() => _disk.FlushedHeader(Path, Memory.Slice(0, PageSize).ToArray());

        public override void Delete()
        {
            _disk.Deleted(Path);
            base.Delete();
        }
    }

    private sealed class StoreFile(PowerDisk disk, string path, IStoreFile file) : IStoreFile
    {
        public long Length => file.Length;

        public int Read(Span<byte> destination, long offset) => file.Read(destination, offset);

        public void Write(IReadOnlyList<ReadOnlyMemory<byte>> parts, long offset) => file.Write(parts, offset);

        public void Truncate(long length) => file.Truncate(length);

        public void Flush() => disk.Flushed(path, () => File.ReadAllBytes(path));

        public void Dispose() => file.Dispose();
    }
}
