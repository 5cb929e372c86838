using Microsoft.Win32.SafeHandles;
using WireProxy.Audit.Intake;

namespace WireProxy.Audit.Stores.Sqlite;

/// <summary>
/// A file of the embedded store on a real disk. Large writes go past the page cache where the file system can: what is
/// recorded is seldom read soon, and a new page for each 4 KiB of it costs more than writing it.
/// </summary>
internal sealed class DiskStoreFile(string path, SafeFileHandle handle) : IStoreFile
{
    private const int LeastPastCache = 1 << 20;

    private SafeFileHandle? _uncached = DiskCalls.OpenUncached(path);
    private AlignedBuffer? _buffer;
    private long _unflushedFrom = long.MaxValue;

    public long Length => RandomAccess.GetLength(handle);

    public int Read(Span<byte> destination, long offset) => RandomAccess.Read(handle, destination, offset);

    public void Write(IReadOnlyList<ReadOnlyMemory<byte>> parts, long offset)
    {
        _unflushedFrom = Math.Min(_unflushedFrom, offset);
        if (_uncached is null || parts.Sum(part => (long)part.Length) < LeastPastCache)
            RandomAccess.Write(handle, parts, offset);
        else
            WritePastCache(parts, offset);
    }

    public void Truncate(long length) => RandomAccess.SetLength(handle, length);

    public void Flush()
    {
        DiskCalls.Flush(handle);
        if (_unflushedFrom < long.MaxValue)
            DiskCalls.DropFromCache(handle, _unflushedFrom, 0);
        _unflushedFrom = long.MaxValue;
    }

    public void Dispose()
    {
        _uncached?.Dispose();
        handle.Dispose();
    }

    private void WritePastCache(IReadOnlyList<ReadOnlyMemory<byte>> parts, long offset)
    {
        try
        {
            _buffer ??= new AlignedBuffer();
            _buffer.Write(parts, offset, handle, _uncached!);
        }
        catch (IOException)
        {
            // There are file systems that open such files and do not write them; another reason comes again.
            _uncached!.Dispose();
            _uncached = null;
            RandomAccess.Write(handle, parts, offset);
        }
    }
}
