using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace WireProxy.Audit.Intake;

/// <summary>System calls that .NET does not offer as they are needed here.</summary>
internal static partial class DiskCalls
{
    private const int ReadOnly = 0;
    private const int WriteOnly = 1;
    private const int CloseOnExecute = 0x80000;
    private const int DontNeed = 4;
    private const int Synchronous = 4;

    /// <summary>
    /// Gives the file its blocks now. .NET's own preallocation is a hint and passes over file systems that can not do it;
    /// a mapped page without a block behind it is SIGBUS when the disk is full, an error here is only an error.
    /// </summary>
    public static void Allocate(SafeFileHandle file, long length)
    {
        int error = PosixFAllocate(file, 0, length);
        if (error != 0)
            throw new IOException($"cannot allocate {length} bytes: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    /// <summary>Puts everything written to the file, through a mapping too, on the disk.</summary>
    public static void Flush(SafeFileHandle file)
    {
        if (FDataSync(file) != 0)
            throw new IOException($"cannot flush: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>Puts a part of a mapped file on the disk.</summary>
    public static void Flush(nint address, int length)
    {
        if (MSync(address, (nuint)length, Synchronous) != 0)
            throw new IOException($"cannot flush: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>
    /// Gives the memory that caches this flushed part of a file to whatever is written next. Advice only: nothing depends on it.
    /// </summary>
    public static void DropFromCache(SafeFileHandle file, long offset, long length) => _ = PosixFAdvise(file, offset, length, DontNeed);

    /// <summary>Opens a file so that what is written to it goes past the page cache; null where that can not be.</summary>
    public static SafeFileHandle? OpenUncached(string path)
    {
        // The one flag of open(2) among these whose number depends on the processor.
        int direct = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => 0x4000,
            Architecture.Arm64 => 0x10000,
            _ => 0,
        };
        int file = direct == 0 ? -1 : Open(path, WriteOnly | CloseOnExecute | direct);
        return file < 0 ? null : new SafeFileHandle(file, ownsHandle: true);
    }

    /// <summary>Puts the names of a folder's files on the disk: without that, a new file can be gone after a loss of power.</summary>
    public static void FlushFolder(string path)
    {
        int folder = Open(path, ReadOnly);
        if (folder < 0)
            throw new IOException($"cannot open {path}: {Marshal.GetLastPInvokeErrorMessage()}");
        using var handle = new SafeFileHandle(folder, ownsHandle: true);
        if (FSync(handle) != 0)
            throw new IOException($"cannot flush {path}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(SafeFileHandle file);

    // posix_fallocate returns the error and leaves errno alone.
    [LibraryImport("libc", EntryPoint = "posix_fallocate")]
    private static partial int PosixFAllocate(SafeFileHandle file, long offset, long length);

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    private static partial int PosixFAdvise(SafeFileHandle file, long offset, long length, int advice);

    [LibraryImport("libc", EntryPoint = "msync", SetLastError = true)]
    private static partial int MSync(nint address, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int FDataSync(SafeFileHandle file);
}
