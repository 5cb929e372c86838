using Microsoft.Win32.SafeHandles;
using WireProxy.Audit.Intake;

namespace WireProxy.Audit.Stores.Sqlite;

/// <summary>The embedded store's files on a real disk, readable by their owner only.</summary>
internal sealed class DiskStoreFiles : IStoreFiles
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public IStoreFile Open(string path)
    {
        SafeFileHandle handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            File.SetUnixFileMode(handle, OwnerOnly);
            return new DiskFile(handle);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    public void FlushFolder(string path) => DiskCalls.FlushFolder(path);

    private sealed class DiskFile(SafeFileHandle handle) : IStoreFile
    {
        private long _unflushedFrom = long.MaxValue;

        public long Length => RandomAccess.GetLength(handle);

        public int Read(Span<byte> destination, long offset) => RandomAccess.Read(handle, destination, offset);

        public void Write(IReadOnlyList<ReadOnlyMemory<byte>> parts, long offset)
        {
            _unflushedFrom = Math.Min(_unflushedFrom, offset);
            RandomAccess.Write(handle, parts, offset);
        }

        public void Truncate(long length) => RandomAccess.SetLength(handle, length);

        // What is recorded is seldom read soon, and large results would push everything else out of the cache; taking new
        // memory for each of their pages costs more than writing them.
        public void Flush()
        {
            DiskCalls.Flush(handle);
            if (_unflushedFrom < long.MaxValue)
                DiskCalls.DropFromCache(handle, _unflushedFrom, 0);
            _unflushedFrom = long.MaxValue;
        }

        public void Dispose() => handle.Dispose();
    }
}
