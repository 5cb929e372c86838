using Microsoft.Win32.SafeHandles;

namespace WireProxy.Audit.Intake;

/// <summary>An open segment file with its memory.</summary>
internal sealed class SegmentFile(string path, SafeFileHandle handle, MappedMemory memory) : IDisposable
{
    public string Path { get; } = path;

    public MappedMemory Memory { get; } = memory;

    public void Flush() => DiskCalls.Flush(handle);

    /// <summary>Removes the file: everything in it is in the store.</summary>
    public void Delete()
    {
        File.Delete(Path);
        Dispose();
    }

    public void Dispose()
    {
        Memory.Dispose();
        handle.Dispose();
    }
}
