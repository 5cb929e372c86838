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
            return new DiskStoreFile(path, handle);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    public void FlushFolder(string path) => DiskCalls.FlushFolder(path);
}
