using Microsoft.Win32.SafeHandles;

namespace WireProxy.Audit.Intake;

/// <summary>An open segment file with its memory; a test derives one whose disk loses power.</summary>
internal class SegmentFile(string path, SafeFileHandle handle, MappedMemory memory) : IDisposable
{
    public string Path { get; } = path;

    public MappedMemory Memory { get; } = memory;

    public virtual void Flush() => DiskCalls.Flush(handle);

    /// <summary>Flushes the segment's header only.</summary>
    public virtual void FlushHeader() => Memory.Flush(0, SegmentHeader.Size);

    /// <summary>Removes the file: everything in it is in the store.</summary>
    public virtual void Delete()
    {
        File.Delete(Path);
        Dispose();
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        Memory.Dispose();
        handle.Dispose();
    }
}
