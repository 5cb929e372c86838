namespace WireProxy.Audit.Tests;

internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("wp-audit-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
