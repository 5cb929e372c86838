namespace WireProxy.Audit.Tests;

/// <summary>A temporary folder in memory where the system has one: for tests that write the same small files thousands of times.</summary>
internal sealed class MemoryFolder : IDisposable
{
    private const string SharedMemory = "/dev/shm";

    private MemoryFolder(string path) => Path = path;

    public string Path { get; }

    public static MemoryFolder Create() => new(
        Directory.Exists(SharedMemory)
            ? Directory.CreateDirectory($"{SharedMemory}/wp-audit-{Guid.NewGuid():N}").FullName
            : Directory.CreateTempSubdirectory("wp-audit-").FullName);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
