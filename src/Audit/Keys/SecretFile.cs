using Microsoft.Win32.SafeHandles;

namespace WireProxy.Audit.Keys;

/// <summary>A file with secrets, readable by its owner only.</summary>
public static class SecretFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <exception cref="IOException">It is there already, or can not be written.</exception>
    public static void Create(string path, string text) => Write(path, text, FileMode.CreateNew);

    /// <summary>
    /// Puts a new text in its place, whole or not at all, and zeroes the old one. (What the file system or the disk copied
    /// of it beneath, no program can reach.)
    /// </summary>
    public static void Replace(string path, string text)
    {
        string next = path + ".new";
        File.Delete(next);
        Write(next, text, FileMode.CreateNew);
        using SafeFileHandle old = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        File.Move(next, path, overwrite: true);
        RandomAccess.Write(old, new byte[RandomAccess.GetLength(old)], 0);
        RandomAccess.FlushToDisk(old);
    }

    private static void Write(string path, string text, FileMode mode)
    {
        using var file = new FileStream(path, new FileStreamOptions { Mode = mode, Access = FileAccess.Write, UnixCreateMode = OwnerOnly });
        using var writer = new StreamWriter(file);
        writer.Write(text);
        writer.Flush();
        file.Flush(flushToDisk: true);
    }
}
