using Microsoft.Win32.SafeHandles;

namespace WireProxy.Audit.Intake;

/// <summary>Segment files on a real disk, readable by their owner only.</summary>
internal sealed class DiskSegmentFiles : ISegmentFiles
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public SegmentFile Create(string path, int length)
    {
        SafeFileHandle handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            File.SetUnixFileMode(handle, OwnerOnly);
            DiskCalls.Allocate(handle, length);
            // Else the file's flushed records could be there after a loss of power and its name not.
            DiskCalls.FlushFolder(Path.GetDirectoryName(path)!);
            return new SegmentFile(path, handle, new MappedMemory(handle, length));
        }
        catch
        {
            handle.Dispose();
            File.Delete(path);
            throw;
        }
    }

    public SegmentFile Open(string path)
    {
        SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            return new SegmentFile(path, handle, new MappedMemory(handle, checked((int)RandomAccess.GetLength(handle))));
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }
}
