using System.Globalization;

namespace WireProxy.Audit.Intake;

/// <summary>The folder of the segment files, held by one process at a time.</summary>
internal sealed class IntakeFolder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const string LockName = "lock";

    private readonly FileStream _lock;

    private IntakeFolder(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    public string Path { get; }

    /// <exception cref="IntakeUnavailableException">Another process has it, or it can not be written.</exception>
    public static IntakeFolder Open(string path)
    {
        try
        {
            Directory.CreateDirectory(path, OwnerOnly);
            return new IntakeFolder(path, new FileStream(
                System.IO.Path.Combine(path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException error)
        {
            throw new IntakeUnavailableException($"cannot write the audit folder {path}: {error.Message}", error);
        }
        catch (IOException error)
        {
            throw new IntakeUnavailableException($"cannot use the audit folder {path}: {error.Message} Does another proxy use it?", error);
        }
    }

    /// <summary>A process has it now.</summary>
    public static bool IsHeld(string path)
    {
        try
        {
            string file = System.IO.Path.Combine(path, LockName);
            if (File.Exists(file))
                new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.None).Dispose();
            return false;
        }
        catch (IOException)
        {
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            // Somebody else's folder: it can be read, and that is all that is asked for.
            return false;
        }
    }

    /// <summary>The segments an earlier process left, oldest first.</summary>
    public IEnumerable<string> Segments() =>
        Directory.EnumerateFiles(Path, "*" + SegmentPool.Extension).Order(StringComparer.Ordinal);

    public static long NumberOf(string segment) =>
        long.TryParse(System.IO.Path.GetFileNameWithoutExtension(segment), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0;

    public void Dispose() => _lock.Dispose();
}
