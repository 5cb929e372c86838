using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace WireProxy.Audit.Intake;

/// <summary>
/// A file as memory: a store to it is in the page cache, so it survives the process without a system call per record.
/// The pointer stays in this type; every access is bounds-checked.
/// </summary>
internal sealed unsafe class MappedMemory : IDisposable
{
    private readonly MemoryMappedFile _mapping;
    private readonly MemoryMappedViewAccessor _view;
    private byte* _start;

    public MappedMemory(SafeFileHandle file, int length)
    {
        Length = length;
        _mapping = MemoryMappedFile.CreateFromFile(
            file, null, length, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
        _view = _mapping.CreateViewAccessor(0, length, MemoryMappedFileAccess.ReadWrite);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
    }

    public int Length { get; }

    public Span<byte> Slice(int offset, int length)
    {
        ObjectDisposedException.ThrowIf(_start is null, this);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)offset, (uint)Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)(Length - offset));
        return new Span<byte>(_start + offset, length);
    }

    /// <summary>One aligned 8-byte store that no earlier store may pass.</summary>
    public void Publish(int offset, ulong word)
    {
        fixed (byte* at = Slice(offset, sizeof(ulong)))
            Volatile.Write(ref *(ulong*)at, word);
    }

    /// <summary>Returns when this part is on the disk, whatever of the rest is. It starts at a page.</summary>
    public void Flush(int offset, int length)
    {
        fixed (byte* at = Slice(offset, length))
            DiskCalls.Flush((nint)at, length);
    }

    public void Dispose()
    {
        if (_start is null)
            return;
        _start = null;
        // The view first and by its handle: disposing the accessor would write all of it to the disk, and the file is about to go.
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.SafeMemoryMappedViewHandle.Dispose();
        _view.Dispose();
        _mapping.Dispose();
    }
}
